package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedServices.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What expressions give, as people are shown it. */
class ValueTest {

  /** {@code expression => what is shown}, one a line. */
  private static Stream<DynamicTest> table(String lines, String... before) {
    return lines
        .lines()
        .filter(line -> line.contains(" ==> "))
        .map(line -> {
          String[] sides = line.split(" ==> ", -1);
          return DynamicTest.dynamicTest(
              line.strip(),
              () -> assertThat(shown(sides[0].strip(), before)).isEqualTo(sides[1].strip()));
        });
  }

  private static String shown(String expression, String... before) {
    String text =
        "enum Order { low, mid, high }\ntype Host { id: number; name: text }\n"
            + "runbook r in stage zone \"Europe/Berlin\" {\n"
            + String.join("\n", before)
            + "\n"
            // Each of them is used once here, as what nobody uses is a mistake.
            + String.join("\n", before).replaceAll("let ([a-z]+) = .*", "evidence \"$1\" $1")
            + "\nevidence \"v\" "
            + expression
            + "\n}\n";
    Rehearsal run = Rehearsal.of(text);
    run.services.on("lamp.level", fails(ServiceFailure.refused("Fog.")));
    run.services.on("lamp.burning", fails(ServiceFailure.refused("Fog.")));
    run.run();
    return run.marks().getLast().substring("v = ".length());
  }

  @TestFactory
  Stream<DynamicTest> numbers() {
    return table(
        """
        1 + 2 * 3                           ==> 7
        (1 + 2) * 3                         ==> 9
        10 / 4                              ==> 2.5
        1 / 3 * 3 < 1                       ==> true
        0.1 + 0.2 == 0.3                    ==> true
        5 == 5.0                            ==> true
        -3 - -3                             ==> 0
        10 / 0                              ==> <inconclusive: division by zero>
        10m / 0s                            ==> <inconclusive: division by zero>
        99999999999999999999 + 1            ==> 100000000000000000000
        (2.5).round                         ==> 3
        (-2.5).abs                          ==> 2.5
        20% * 50                            ==> 10
        5% + 2.5%                           ==> 7.5%
        12.5%                               ==> 12.5%
        5 is in [1, 5]                      ==> true
        5 is not in [1, 5]                  ==> false
        """);
  }

  @TestFactory
  Stream<DynamicTest> nearness() {
    return table(
        """
        110 within 10% of 100               ==> true
        111 within 10% of 100               ==> false
        90 within 10% of 100                ==> true
        -95 within 10% of -100              ==> true
        5 within 2 of 4                     ==> true
        0 within 20% of 0                   ==> <inconclusive: a share of zero says nothing>
        5 within 20% of 0                   ==> <inconclusive: a share of zero says nothing>
        0 within 1 of 0                     ==> true
        """);
  }

  @TestFactory
  Stream<DynamicTest> texts() {
    return table(
        """
        "a" + "b"                           ==> ab
        " x ".trim.length                   ==> 1
        "😀é".length                        ==> 2
        "".length                           ==> 0
        "".lines.length                     ==> 0
        "a\\nb".lines.last                  ==> b
        "a,,b".split(",").length            ==> 3
        "😀é".split("").first               ==> 😀
        "a.b".split(".")                    ==> a, b
        "Straße".upper                      ==> STRASSE
        "ABC".lower                         ==> abc
        "a-b-c".replace("-", "")            ==> abc
        "a.b".replace(".", "$1")            ==> a$1b
        "abc".contains("b")                 ==> true
        "abc".starts-with("b")              ==> false
        "abc".ends-with("")                 ==> true
        "42".number                         ==> 42
        " -4.50 ".number                    ==> -4.5
        "4e9".number                        ==> none
        "".number                           ==> none
        "v3.8".version                      ==> v3.8
        "3.8".version                       ==> none
        "x".version                         ==> none
        "v1.2 done".match("v(\\\\d+)\\\\.(\\\\d+)") ==> v1.2, 1, 2
        "v1.2".match("(a)?v").last          ==>
        "none".match("x")                   ==> none
        "${1 + 1} and ${[1, 2]}"            ==> 2 and 1, 2
        'raw ${x}'                          ==> raw ${x}
        "" is empty                         ==> true
        " " is not empty                    ==> true
        """);
  }

  @TestFactory
  Stream<DynamicTest> versions() {
    return table(
        """
        v3.8 == v3.08                       ==> true
        v3.08                               ==> v3.08
        v3.0 == v3.0.0                      ==> true
        v3.10 > v3.9                        ==> true
        v3.20-rc1 < v3.20                   ==> true
        v3.20.parts                         ==> 2
        v3.20.1.parts                       ==> 3
        v3.20.major                         ==> 3
        v3.20.minor                         ==> 20
        v2.43.2-stage-debug.pre             ==> stage-debug
        v3.20.pre                           ==> none
        v3.20.bare                          ==> 3.20
        v3.20.next                          ==> v3.21
        v3.09.next                          ==> v3.10
        v2.9.next                           ==> v2.10
        v2.99.next                          ==> none
        v2.43-rc1.next                      ==> none
        v3.20.previous                      ==> v3.19
        v3.10.previous                      ==> v3.9
        v3.0.previous                       ==> none
        v99999999999999999999.0.major       ==> 99999999999999999999
        [v3.8, v3.08, v3.9].unique          ==> v3.8, v3.9
        """);
  }

  @TestFactory
  Stream<DynamicTest> times() {
    return table(
        """
        1h30m + 45m                         ==> 2h15m
        90s                                 ==> 1m30s
        2 * 45m                             ==> 1h30m
        1h / 4                              ==> 15m
        1h / 15m                            ==> 4
        1h30m.minutes                       ==> 90
        36h.days                            ==> 1.5
        1500ms.seconds                      ==> 1.5
        10m - 15m                           ==> -5m
        2026-11-26.weekday                  ==> thursday
        2026-02-28 + 24h                    ==> 2026-03-01
        2026-03-01 - 2026-02-28             ==> 1d
        2026-11-26T10:00:00Z.weekday        ==> thursday
        2026-11-26T23:30:00Z.date           ==> 2026-11-27
        2026-11-26T23:30:00Z.weekday        ==> friday
        2026-11-26T10:00:00Z                ==> 2026-11-26 11:00:00 CET
        2026-07-01T10:00:00Z.clock          ==> 12:00
        2026-03-29T00:30:00Z + 1h           ==> 2026-03-29 03:30:00 CEST
        2026-10-25T00:30:00Z + 1h           ==> 2026-10-25 02:30:00 CET
        2026-11-26T10:00:00Z.zone           ==> Europe/Berlin
        2026-11-26T10:00:00Z == 2026-11-26T11:00:00+01:00 ==> true
        2026-11-26T12:00:00Z - 2026-11-26T10:00:00Z ==> 2h
        09:30 < 10:00                       ==> true
        """);
  }

  @TestFactory
  Stream<DynamicTest> lists() {
    return table(
        """
        [3, 1, 2].sort()                    ==> 1, 2, 3
        [3, 1, 2].sort(n => -n)             ==> 3, 2, 1
        [1, 2, 3].filter(n => n > 1)        ==> 2, 3
        [1, 2, 3].map(n => n * n).sum       ==> 14
        [1, 2].any(n => n > 1)              ==> true
        [1, 2].all(n => n > 1)              ==> false
        [1, 2, 3].first                     ==> 1
        [1, 2, 3].last                      ==> 3
        [1, 2, 3].reverse                   ==> 3, 2, 1
        [1, 2, 1.0].unique                  ==> 1, 2
        [1, 2].union([2, 3])                ==> 1, 2, 3
        [1, 2].difference([2, 3])           ==> 1
        [1, 2].contains(2)                  ==> true
        ["a", "b"].join("-")                ==> a-b
        [2, 9, 4].max                       ==> 9
        [2, 9, 4].min                       ==> 2
        [1m, 2m].sum                        ==> 3m
        [1, 2][1]                           ==> 2
        [1, 2][2]                           ==> none
        [1, 2][-1]                          ==> none
        [1, 2] + [3]                        ==> 1, 2, 3
        empty.first                         ==> none
        empty.max                           ==> none
        empty.sum                           ==> none
        empty                               ==> nothing
        empty.all(t => t is "x")            ==> true
        empty.any(t => t is "x")            ==> false
        empty.join(",")                     ==>
        empty is empty                      ==> true
        ["a": 1, "b": 2].keys               ==> a, b
        ["a": 1, "b": 2]["b"]               ==> 2
        ["a": 1]["x"]                       ==> none
        [["a": 1, "b": 2], ["a": 3]]        ==> a: 1, b: 2; a: 3
        [["a": 1], ["a": 3]]                ==> a: 1, a: 3
        ["a": 1].length                     ==> 1
        Host(id: 1, name: "a") == Host(id: 1.0, name: "a") ==> true
        Host(id: 1, name: "a").name         ==> a
        Order.low < Order.high              ==> true
        """
            .replace("empty.", "nothing.")
            .replace("empty is", "nothing is")
            .replace("empty   ", "nothing "),
        "let nothing = \"\".lines");
  }

  @TestFactory
  Stream<DynamicTest> data() {
    return table(
        """
        json.get("n").number                ==> 2.5
        json.get("list")                    ==> 1, none
        json.get("missing")                 ==> none
        json.get("none")                    ==> none
        json.get("t").text                  ==> ü
        json.get("t").number                ==> none
        json.get("yes").bool                ==> true
        json.get("huge").text               ==> 1e999999999
        "{".json                            ==> none
        "".json                             ==> none
        "1 2".json                          ==> none
        "a: .nan".yaml                      ==> none
        "a: [1, x]".yaml                    ==> a: 1, x
        "a: [".yaml                         ==> none
        """
            .replace("json.get", "doc.get"),
        "let doc = '{\"n\": 2.5, \"list\": [1, null], \"none\": null, \"t\": \"ü\", \"yes\": true,"
            + " \"huge\": 1e999999999}'.json");
  }

  @TestFactory
  Stream<DynamicTest> inconclusiveIsNoValueAndNoNone() {
    return table(
        """
        fog + 1                             ==> <inconclusive: Fog.>
        fog > 1                             ==> <inconclusive: Fog.>
        not dim                             ==> <inconclusive: Fog.>
        false and dim                       ==> false
        dim and false                       ==> false
        true and dim                        ==> <inconclusive: Fog.>
        true or dim                         ==> true
        dim or true                         ==> true
        dim or false                        ==> <inconclusive: Fog.>
        dim or dim                          ==> <inconclusive: Fog.>
        if dim then 1 else 2                ==> <inconclusive: Fog.>
        [1, fog]                            ==> <inconclusive: Fog.>
        "level ${fog}"                      ==> <inconclusive: Fog.>
        [1, 2].any(n => n > fog)            ==> <inconclusive: Fog.>
        [1, 2].any(n => n is 1 or n > fog)  ==> true
        [1, 2].all(n => n is 1 and n > fog) ==> false
        [1, 2].filter(n => n > fog)         ==> <inconclusive: Fog.>
        [1, 2].map(n => n / 0)              ==> <inconclusive: division by zero>
        [1, 2].sort(n => n + fog)           ==> <inconclusive: Fog.>
        """,
        "let fog = lamp.level(\"a\")",
        "let dim = lamp.burning(\"a\")");
  }

  @Test
  void onlyNoneHasAnAlternative() {
    assertThat(shown("\"x\".number ?? 5")).isEqualTo("5");
    assertThat(shown("\"3\".number ?? 5")).isEqualTo("3");
    assertThat(shown("[1 / 0].first ?? 5")).isEqualTo("<inconclusive: division by zero>");
  }

  @Test
  void aPatternThatWouldTakeYearsIsInconclusive() {
    assertThat(shown("text.match(\"(.*a){20}x\")", "let text = \"" + "a".repeat(60) + "b\""))
        .contains("takes too long");
    assertThat(shown("text.match(\"(a|b)*c\")", "let text = \"" + "ab".repeat(400_000) + "\""))
        .contains("takes too long");
  }

  @Test
  void aHoleIsLookedUpOnce() {
    Rehearsal run =
        Rehearsal.body("let words = \"level ${lamp.level(\"a\")}\"\nevidence \"v\" words");
    run.services.answers("lamp.level", Value.Number.of(1), Value.Number.of(2));
    run.run();
    assertThat(run.marks()).containsExactly("v = level 1");
    assertThat(run.services.of("lamp.level")).hasSize(1);
  }

  @Test
  void everyTypeIsShownInProse() {
    List<String> shown = new ArrayList<>();
    for (String literal :
        List.of("none", "true", "v1.2-x", "10:30", "2026-11-26", "[1]", "5%", "1d", "Order.mid")) {
      shown.add(shown(literal));
    }
    assertThat(shown)
        .containsExactly("none", "true", "v1.2-x", "10:30", "2026-11-26", "1", "5%", "1d", "mid");
  }
}

package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a test says, and how it is told. */
final class TestCommandTest {

  private static final String BOOK =
      """
      use jenkins, matrix, sentry

      team oncall "On-call" {
        | Whoever has the pager.
      }

      environment live "Live" {
        | What customers use.
        protected
      }

      enum Way { fast, slow }

      component shop "The shop" {
        | Sells things.
        job = "shop/deploy"
        running => jenkins.deployed(job)

        deploy(v: version) {
          let build = jenkins.start(job, ["ImageTag": "${v}"])
          confirm promote "Promote ${v}?" by oncall up to 1h
          jenkins.proceed(build, "PROMOTE")
          wait-for jenkins.state(build) is succeeded fails if jenkins.ended(build) every 30s up to 1h
        }
      }

      runbook push "Push" in live {
        param tag: version
        needs jenkins, matrix, sentry

        step agree "Agree" {
          let asked = matrix.post("#shop:example.com", "May we?")
          confirm "Deploy ${tag}?" by oncall in reply to asked up to 1h
          let way = ask "How?" as Way by oncall up to 1h
          evidence "how" way
        }
        deploy shop to tag
      }

      """;

  private static final String WORLD =
      """
      now: 2026-11-26T10:00:00Z
      jenkins:
        pipelines:
          shop/deploy:
            stages:
              - { name: "PROMOTE", input: "Promote?", takes: 6m }
            runs:
              - { version: v3.19, started: 14d, stands: succeeded }
      matrix: { rooms: ["#shop:example.com"] }
      sentry: { projects: [shop] }
      teams: { oncall: [{ name: ada, matrix: "@ada:example.com" }] }
      """;

  private static final String GOOD =
      "run push(tag: v3.20) answering yes\n  answering fast to way\n";

  @TempDir Path folder;

  private String file(String... tests) {
    Ran.file(folder, "push.world.yaml", WORLD);
    StringBuilder text = new StringBuilder(BOOK);
    for (int at = 0; at < tests.length; at++) {
      text.append("test \"number " + (at + 1) + "\" {\n  " + tests[at] + "\n}\n\n");
    }
    return Ran.file(folder, "push.rb4", text.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outcome is done",
        "jenkins.start",
        "jenkins.start(pipeline: \"shop/deploy\") before jenkins.proceed",
        "agree before jenkins.start",
        "shop.promote before jenkins.proceed",
        "never jenkins.abort",
        "never jenkins.start(pipeline: \"shop/other\")",
        "never jenkins.proceed before shop.promote",
        "shop.running is v3.20",
        "jenkins.topmost(\"shop/deploy\")",
      })
  void whatHolds(String expectation) {
    Ran ran = Ran.command("test", file(GOOD + "  expect " + expectation));

    assertThat(ran.all()).contains("1 test: all passed");
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outcome is failed | outcome = done",
        "jenkins.abort | jenkins.abort never happened",
        "jenkins.start(pipeline: \"shop/other\") | there was jenkins.start(pipeline: shop/deploy",
        "jenkins.proceed before jenkins.start | came first",
        "jenkins.proceed before jenkins.abort | jenkins.abort never happened",
        "never jenkins.start | jenkins.start happened",
        "never jenkins.start before jenkins.proceed | jenkins.proceed came after it",
        "undone shop to v3.19 | nothing was undone",
        "shop.running is v3.19 | shop.running = v3.20",
      })
  void whatDoesNot(String expectation, String found) {
    Ran ran = Ran.command("test", file(GOOD + "  expect " + expectation));

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out().replaceAll("\\s+", " "))
        .contains(
            "FAIL number 1",
            "expected: " + expectation,
            found,
            "push.rb4:",
            "What happened last:",
            "1 test: 0 passed, 1 failed");
    assertThat(ran.hasTrace()).isFalse();
  }

  /** Each is what a test answers, and how the run then ends. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "answering yes                     | answering slow to way     | done",
        "answering yes                     | answering fast            | done",
        "answering yes                     |                           | timed-out",
        "answering no                      |                           | rejected",
        "answering nobody                  |                           | timed-out",
        "answering stop                    |                           | aborted",
        "                                  |                           | timed-out",
        "answering yes                     | answering no to agree     | rejected",
        "answering fast to push.way        | answering yes to agree    | timed-out",
        "answering fast to way             | answering yes             | done",
        "answering no                      | answering yes to agree    | timed-out",
      })
  void answers(String first, String second, String outcome) {
    String test =
        "run push(tag: v3.20) "
            + (first == null ? "" : first)
            + "\n  "
            + (second == null ? "" : second)
            + "\n  expect outcome is "
            + outcome;

    assertThat(Ran.command("test", file(test)).all()).contains("all passed");
  }

  @Test
  void whatIsGivenHappensWhenItShould() {
    Ran ran =
        Ran.command(
            "test",
            file(
                "given matrix.reply(\"#shop:example.com\", \"@ada:example.com\", \"no\") at 5m"
                    + " after matrix.post\n"
                    + "  run push(tag: v3.20) answering nobody\n"
                    + "  expect outcome is rejected\n",
                "given matrix.reply(\"#shop:example.com\", \"@mallory:example.com\", \"no\")"
                    + " at 5m after matrix.post\n"
                    + "  run push(tag: v3.20) answering nobody\n"
                    + "  expect outcome is timed-out\n",
                "given jenkins.start fails \"no executor\"\n  "
                    + GOOD
                    + "  expect outcome is failed\n  expect never jenkins.start",
                "given jenkins.start fails \"no executor\" after jenkins.proceed\n  "
                    + GOOD
                    + "  expect outcome is done",
                "given jenkins.failed(\"shop/deploy\", \"PROMOTE\") at 1m after jenkins.proceed\n  "
                    + GOOD
                    + "  expect outcome is failed",
                "given jenkins.aborted(\"shop/deploy\") after jenkins.start\n  "
                    + GOOD
                    + "  expect outcome is failed"));

    assertThat(ran.all()).contains("6 tests: all passed");
  }

  @Test
  void whatIsTakenBackIsExpectedAsSuch() {
    Ran ran =
        Ran.command(
            "test",
            file(
                """
                given jenkins.failed("shop/deploy", "PROMOTE") at 7m after jenkins.start
                  run push(tag: v3.20) answering no
                  answering yes to agree
                  answering fast
                  expect outcome is rejected
                  expect never jenkins.proceed\
                """,
                "given jenkins.proceed fails \"it is down\"\n  "
                    + GOOD
                    + "  expect outcome is failed\n  expect undone shop to v3.19\n"));

    assertThat(ran.out()).contains("ok    number 1", "FAIL  number 2", "Partly undone");
  }

  @Test
  void whatCannotHappenFailsTheTest() {
    Ran ran = Ran.command("test", file("given sentry.issue(\"shpo\", \"KeyError\")\n  " + GOOD));

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).contains("sentry.issue: `shpo` is not among the projects");
  }

  @Test
  void aTestWithoutARunTestsNothing() {
    Ran ran = Ran.command("test", file("expect outcome is done"));

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).contains("this test runs nothing");
  }

  @Test
  void aRunThatGoesOnForEverIsEnded() {
    String endless =
        Ran.file(
            folder,
            "endless.rb4",
            """
            use jenkins

            runbook wait "Wait" {
              wait-for jenkins.topmost("a") is none every 1s up to 365d
            }

            test "it ends" {
              given jenkins.topmost fails "it is down"
              run wait answering yes
              expect outcome is timed-out
            }
            """);
    Ran ran = Ran.command("test", endless);

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out().replaceAll("\\s+", " "))
        .contains("a run that ends", "waited more than 100000 times");
  }

  @Test
  void onlyThoseThatAreAskedFor() {
    String file = file(GOOD + "  expect outcome is failed", GOOD + "  expect outcome is done");

    assertThat(Ran.command("test", file, "--filter", "BER 2").all()).contains("1 test: all passed");
    Ran none = Ran.command("test", file, "--filter", "number 3");
    assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("There is no test with `number 3` in its name.");
  }

  @Test
  void aFileWithoutTestsSaysSo() {
    Ran ran = Ran.command("test", file());

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("push.rb4 has no test.", "There is no test in what was named");
  }

  @Test
  void nothingIsRunWhereAFileHasMistakes() {
    Ran ran = Ran.command("test", file("given sentry.isue(\"shop\", \"KeyError\")\n  " + GOOD));

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err())
        .contains("there is no event of `sentry` called `isue`", "did you mean `issue`?")
        .endsWith("No test was run.\n");
  }

  @Test
  void aWorldThatIsWrongIsToldByItsLine() {
    String file = file(GOOD);
    Ran.file(folder, "push.world.yaml", "now: 2026-11-26T10:00:00Z\nsentri: {}\n");
    Ran ran = Ran.command("test", file);

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("push.world.yaml, line 2", "did you mean `sentry`?");
    assertThat(ran.hasTrace()).isFalse();
  }

  @Test
  void junitReadsIt() throws Exception {
    String file = file(GOOD + "  expect outcome is failed", GOOD + "  expect outcome is done");
    Ran ran = Ran.command("test", file, "--format", "junit");
    Element suites =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(ran.out().strip())))
            .getDocumentElement();
    Element suite = (Element) suites.getElementsByTagName("testsuite").item(0);
    NodeList cases = suite.getElementsByTagName("testcase");
    List<Integer> failures = new ArrayList<>();
    for (int at = 0; at < cases.getLength(); at++) {
      failures.add(((Element) cases.item(at)).getElementsByTagName("failure").getLength());
    }

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(suites.getNodeName()).isEqualTo("testsuites");
    assertThat(suite.getAttribute("name")).isEqualTo(file);
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
    assertThat(failures).containsExactly(1, 0);
    assertThat(suites.getElementsByTagName("failure").item(0).getTextContent())
        .contains("push.rb4:", "expected outcome is failed", "outcome = done");
  }

  /**
   * What the schemas of Surefire and of the xUnit plug-in of Jenkins both allow, and no more: an
   * attribute or element besides, or in another order, and some CI system refuses the file.
   */
  private static final String JUNIT =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:simpleType name="seconds">
          <xs:restriction base="xs:string"><xs:pattern value="[0-9]+\\.[0-9]{3}"/></xs:restriction>
        </xs:simpleType>
        <xs:attributeGroup name="counts">
          <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
          <xs:attribute name="time" type="seconds" use="required"/>
        </xs:attributeGroup>
        <xs:complexType name="failure">
          <xs:simpleContent>
            <xs:extension base="xs:string">
              <xs:attribute name="message" type="xs:string" use="required"/>
              <xs:attribute name="type" type="xs:string" use="required"/>
            </xs:extension>
          </xs:simpleContent>
        </xs:complexType>
        <xs:complexType name="testcase">
          <xs:sequence>
            <xs:element name="failure" type="failure" minOccurs="0"/>
          </xs:sequence>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="classname" type="xs:string" use="required"/>
          <xs:attribute name="time" type="seconds" use="required"/>
        </xs:complexType>
        <xs:complexType name="testsuite">
          <xs:sequence>
            <xs:element name="testcase" type="testcase" maxOccurs="unbounded"/>
          </xs:sequence>
          <xs:attribute name="name" type="xs:string" use="required"/>
          <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
          <xs:attributeGroup ref="counts"/>
        </xs:complexType>
        <xs:element name="testsuites">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="testsuite" type="testsuite" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attributeGroup ref="counts"/>
          </xs:complexType>
        </xs:element>
      </xs:schema>
      """;

  @Test
  void theFormOfJunitsXmlIsKept() throws Exception {
    String file = file(GOOD + "  expect outcome is failed\n  expect never matrix.post", GOOD);
    Ran ran = Ran.command("test", file, "--format", "junit");

    assertThat(ran.out()).contains("<failure ");
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(new StreamSource(new StringReader(JUNIT)))
        .newValidator()
        .validate(new StreamSource(new StringReader(ran.out().strip())));
  }

  @Test
  void programsReadIt() throws Exception {
    String file = file(GOOD + "  expect outcome is failed", GOOD + "  expect outcome is done");
    JsonNode json =
        new ObjectMapper().readTree(Ran.command("test", file, "--format", "json").out());

    assertThat(json.path("passed").asInt()).isEqualTo(1);
    assertThat(json.path("failed").asInt()).isEqualTo(1);
    assertThat(json.path("tests").get(0).path("name").asText()).isEqualTo("number 1");
    assertThat(json.path("tests").get(0).path("failures").get(0).path("expected").asText())
        .isEqualTo("outcome is failed");
    assertThat(json.path("tests").get(1).path("passed").asBoolean()).isTrue();
  }

  @Test
  void aFormatThatThereIsNot() {
    Ran ran = Ran.command("test", file(GOOD), "--format", "xml");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("there is text, junit and json");
  }
}

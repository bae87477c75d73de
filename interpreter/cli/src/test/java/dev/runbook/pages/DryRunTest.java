package dev.runbook.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.runbook.cli.Commanded;
import dev.runbook.documentation.Document;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run shows what a run would do, and does none of it. */
class DryRunTest {

  private static final String DEPLOY = Document.ROOT.resolve("runbooks/deploy-prod.rb4").toString();

  @TempDir Path folder;

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] answer = "green".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private String runbook() throws IOException {
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    Files.writeString(
        folder.resolve("runbook.yaml"),
        """
        profiles:
          here:
            services:
              http: { hosts: ["%1$s"] }
              jenkins: { url: "%1$s", user: me, token: "env:PATH" }
        """
            .formatted(address));
    Path file = folder.resolve("lamp.rb4");
    Files.writeString(
        file,
        """
        use http, jenkins

        environment lab {
        }

        runbook lamp "The lamp" in lab {
          param pipeline: text

          let colour = http.text("%s")
          if colour is "green" {
            | It is green.
          } else {
            | It is not green.
          }
          let build = jenkins.start(pipeline, ["Colour": "${colour}"])
          let state = jenkins.state(build)
          | It is ${state}.
          let again = http.text("%s")
          check again is "red" else "It is still ${again}"
        }
        """
            .formatted(address, address));
    return file.toString();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void withoutReadsNothingIsAskedAndNothingIsWritten() throws IOException {
    String file = runbook();
    List<String> before = files();

    Commanded dry = Commanded.of("run", file, "--profile", "here", "--dry-run", "--format", "md");

    assertThat(dry.exit()).as(dry.err()).isZero();
    assertThat(requests).isEmpty();
    assertThat(files()).isEqualTo(before);
    assertThat(dry.out())
        .contains("If `<colour>` is green:", "It is green.", "Otherwise:", "It is not green.")
        .contains("Open the pipeline `<pipeline>` on Jenkins, click **Build with Parameters**");
  }

  /** Also in a protected environment, which a run would have to itself. */
  @Test
  void itKeepsNoStateAndTakesNoLock() throws IOException {
    Path state = folder.resolve("state");
    List<String> run =
        List.of("run", DEPLOY, "--tag", "v3.20", "--dry-run", "--state", state.toString());
    List<String> reading = new ArrayList<>(run);
    reading.add("--with-reads");
    List<String> before = files();

    for (List<String> words : List.of(run, reading)) {
      Commanded dry = Commanded.of(words.toArray(String[]::new));
      assertThat(dry.exit()).as(dry.err()).isZero();
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void withReadsItOnlyReadsAndOnlyWhatIsNotYetChanged() throws IOException {
    String file = runbook();
    List<String> before = files();

    Commanded dry =
        Commanded.of(
            "run",
            file,
            "--pipeline",
            "shop/lamp",
            "--profile",
            "here",
            "--dry-run",
            "--with-reads",
            "--format",
            "md");

    assertThat(dry.exit()).as(dry.err()).isZero();
    assertThat(requests).hasSize(2);
    assertThat(requests.getFirst()).isEqualTo("GET /");
    assertThat(requests.getLast()).startsWith("GET /job/shop/job/lamp/api/json?");
    assertThat(files()).isEqualTo(before);
    assertThat(dry.out())
        .contains("It says green.", "It is green.")
        .doesNotContain("It is not green.")
        .contains("set Colour: green, leave the other fields")
        .contains("It is still `<again>`");
  }

  @Test
  void whatIsGivenStandsInThePageAndWhatIsNotIsAPlaceholder() {
    Commanded dry = Commanded.of("run", DEPLOY, "--tag", "v3.20", "--dry-run");

    assertThat(dry.exit()).as(dry.err()).isZero();
    assertThat(dry.out())
        .contains("PUSHING BALROG TO PRODUCTION", "Push Balrog v3.20 to production")
        .contains("No digest was given: the image mozilla/balrog of v3.20 is taken as it is now.")
        .doesNotContain("If <agent-goes", "skopeo");

    Commanded open = Commanded.of("run", DEPLOY, "--dry-run", "--format", "md");
    assertThat(open.exit()).isZero();
    assertThat(open.out())
        .contains("Push Balrog `<tag>` to production", "|`tag`|*has to be said*|");
  }

  @Test
  void parametersThatARunRefusesAreRefused() {
    Commanded dry = Commanded.of("run", DEPLOY, "--tag", "v3.20.1", "--dry-run");

    assertThat(dry.exit()).isEqualTo(2);
    assertThat(dry.err()).contains("Only two-part versions");
    assertThat(dry.out()).isEmpty();
  }

  @Test
  void aRunThatWouldFailSaysSo() throws IOException {
    Path file = folder.resolve("broken.rb4");
    Files.writeString(
        file, "runbook r \"It\" {\n  let n = 1\n  check n == 2 else \"It is ${n}.\"\n}\n");

    Commanded dry = Commanded.of("run", file.toString(), "--dry-run");

    assertThat(dry.exit()).isEqualTo(1);
    assertThat(dry.out()).contains("It would end early", "It is 1.");
  }

  /** Whoever stands there at night could not be told either. */
  @Test
  void anActionThatCannotBeDescribedFailsIt() throws IOException {
    Path file = folder.resolve("vague.rb4");
    Files.writeString(
        file,
        """
        service lamp "Lamps" {
          change dim(name: text, steps: number) up to 5m {
            by hand "Turn ${name} down by ${100 / steps}."
            irreversible because "it is a lamp"
          }
        }

        environment lab {
        }

        runbook dark "Dark" in lab {
          lamp.dim("hall", 4)
          lamp.dim("porch", 0) as porch
        }
        """);

    Commanded dry = Commanded.of("run", file.toString(), "--dry-run");
    assertThat(dry.exit()).isEqualTo(1);
    assertThat(dry.out())
        .contains("Turn hall down by 25.", "It would end early")
        .contains("Nobody could be told how to do dim")
        .doesNotContain("inconclusive");

    Commanded docs = Commanded.of("docs", file.toString());
    assertThat(docs.out()).contains("It would end early", "Nobody could be told how to do dim");
  }

  @Test
  void whatSaysHowAPageLooksIsOfNoUseToARun() {
    Commanded run = Commanded.of("run", DEPLOY, "--tag", "v3.20", "--yes", "--format", "md");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("belong to --dry-run");
  }
}

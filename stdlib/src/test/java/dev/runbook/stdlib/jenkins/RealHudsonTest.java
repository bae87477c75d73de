package dev.runbook.stdlib.jenkins;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Skipped;
import dev.runbook.stdlib.sandbox.StartedServer;
import dev.runbook.stdlib.sandbox.TestCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client against a server that nobody of us wrote: Hudson 1.395, the last one before its name
 * became Jenkins. It has parameters, a queue, crumbs and logs; it has no pipelines, and does not
 * tell where in the queue a run is.
 */
@Timeout(180)
class RealHudsonTest {

  private static final Path WAR = Path.of("target", "hudson", "hudson-war.war");
  private static final Pattern UP = Pattern.compile("Failed to broadcast|Faild to broadcast");
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int ATTEMPTS = 3;
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.text",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/java.util.regex",
          "java.desktop/java.awt.font");

  private static final String CONTROLLER =
      """
      <hudson>
        <version>1.395</version><numExecutors>2</numExecutors><mode>NORMAL</mode>
        <useSecurity>true</useSecurity>
        <authorizationStrategy class="hudson.security.FullControlOnceLoggedInAuthorizationStrategy"/>
        <securityRealm class="hudson.security.HudsonPrivateSecurityRealm">
          <disableSignup>true</disableSignup>
        </securityRealm>
        <slaveAgentPort>-1</slaveAgentPort><quietPeriod>2</quietPeriod>
        <crumbIssuer class="hudson.security.csrf.DefaultCrumbIssuer"/>
      </hudson>
      """;
  private static final String USER =
      """
      <user><fullName>runbook</fullName><properties>
        <hudson.security.HudsonPrivateSecurityRealm_-Details>
          <passwordHash>salt:HASH</passwordHash>
        </hudson.security.HudsonPrivateSecurityRealm_-Details>
      </properties></user>
      """;
  private static final String JOB =
      """
      <project>
        <properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>
          <hudson.model.StringParameterDefinition>
            <name>ImageTag</name><description/><defaultValue/>
          </hudson.model.StringParameterDefinition>
        </parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>
        <scm class="hudson.scm.NullSCM"/><canRoam>true</canRoam><disabled>false</disabled>
        <triggers class="vector"/><concurrentBuild>false</concurrentBuild>
        <builders><hudson.tasks.Shell><command>%s</command></hudson.tasks.Shell></builders>
        <publishers/><buildWrappers/>
      </project>
      """;

  private static @Nullable StartedServer server;
  private static int port;

  @BeforeAll
  static void start(@TempDir(cleanup = CleanupMode.NEVER) Path home) throws Exception {
    if (!Files.exists(WAR)) {
      throw Skipped.because("there is no " + WAR + "; a build without -Dquick has it");
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] hash = digest.digest("secret{salt}".getBytes(StandardCharsets.UTF_8));
    write(home.resolve("config.xml"), CONTROLLER);
    write(
        home.resolve("users/runbook/config.xml"),
        USER.replace("HASH", HexFormat.of().formatHex(hash)));
    write(
        home.resolve("jobs/deploy/config.xml"), JOB.formatted("echo deploying $ImageTag; sleep 2"));
    write(home.resolve("jobs/a job &amp; more/config.xml"), JOB.formatted("seq 1 5000; exit 1"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server = StartedServer.start(UP, command(home));
    awaitReady();
  }

  /** What it says last before it answers is said a moment before. */
  private static void awaitReady() throws InterruptedException {
    try {
      perform("topmost", "pipeline", "deploy");
    } catch (ServiceFailure early) {
      assertThat(early.kind()).isEqualTo(Kind.UNAVAILABLE);
      awaitReady();
    }
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }

  private static List<String> command(Path home) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    OPENED.forEach(opened -> command.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED")));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Dhudson.udp=1",
            "-Dhudson.DNSMultiCast.disabled=true",
            "-Djava.io.tmpdir=" + home,
            "-DHUDSON_HOME=" + home,
            "-Dexecutable-war=" + WAR.toAbsolutePath(),
            "-cp",
            Path.of("target", "test-classes").toAbsolutePath() + ":" + WAR.toAbsolutePath(),
            HudsonLauncher.class.getName(),
            "Main",
            "--httpPort=" + port,
            "--httpListenAddress=127.0.0.1",
            "--httpsPort=-1",
            "--ajp13Port=-1"));
    return command;
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void aStartIsFoundByItsParametersAndTheOneAfterItIsAnother() throws Exception {
    Map<?, ?> first = started("v3.20", null);
    assertThat(first.get("version")).hasToString("v3.20");
    assertThat(run("topmost", "pipeline", "deploy")).isEqualTo(first);
    ended(first);
    assertThat(perform("deployed", "pipeline", "deploy")).hasToString("v3.20");
    assertThat(perform("state", "run", first)).isEqualTo("succeeded");
    assertThat(perform("log-end", "run", first))
        .asString()
        .contains("deploying v3.20")
        .endsWith("Finished: SUCCESS\n");

    assertThat(lookedFor("v3.21", first)).as("nobody has started it").isNull();
    Map<?, ?> second = started("v3.20", first);
    assertThat(second.get("number")).isNotEqualTo(first.get("number"));
    Map<?, ?> other = started("v3.20 + \u00fc & more", second);
    assertThat(other.get("version")).as("a text that is no version").isNull();

    // While one runs the next one waits, and who asks for it a second time gets the same.
    failure(() -> start("v4.0"));
    failure(() -> start("v4.1"));
    failure(() -> start("v4.1"));
    Map<?, ?> both = (Map<?, ?>) requireNonNull(lookedFor("v4.1", other));
    ended(both);
    assertThat(run("topmost", "pipeline", "deploy")).isEqualTo(both);
  }

  @Test
  void aNameThatNeedsEscapesAndALogThatIsLong() throws Exception {
    String name = "a job &amp; more";
    Object[] start = {"pipeline", name, "parameters", Map.of("ImageTag", "v1")};
    failure(() -> perform("start", start));
    Map<?, ?> run =
        run("run-started-after", "newest", null, "pipeline", name, "parameters", Map.of());
    ended(run);
    assertThat(perform("state", "run", run)).isEqualTo("failed");
    String end = String.valueOf(perform("log-end", "run", run));
    assertThat(end).contains("\n4999\n5000\n").endsWith("Finished: FAILURE\n");
    assertThat(end.length()).isBetween(6000, 8000);
    assertThat(end.lines().findFirst().orElseThrow()).as("a whole line").matches("\\d{4}");
  }

  @Test
  void whatIsWrongIsRefused() {
    assertThat(failure(() -> perform("topmost", "pipeline", "no-such")).kind())
        .isEqualTo(Kind.REFUSED);
    Object[] undeclared = {"pipeline", "deploy", "parameters", Map.of("Tag", "v1")};
    assertThat(failure(() -> perform("start", undeclared)))
        .hasMessageContaining("declares no parameter Tag");
    Object[] start = {"pipeline", "deploy", "parameters", Map.of("ImageTag", "v9")};
    assertThat(failure(() -> perform(new There("wrong"), "start", start)).kind())
        .isEqualTo(Kind.UNAUTHORIZED);
  }

  /** This server does not tell where in the queue a run is, so each start is in doubt. */
  private static Map<?, ?> started(String version, @Nullable Object newest) throws Exception {
    assertThat(failure(() -> start(version)).kind()).isEqualTo(Kind.IN_DOUBT);
    return (Map<?, ?>) requireNonNull(lookedFor(version, newest));
  }

  private static void start(String version) throws ServiceFailure, InterruptedException {
    perform("start", "pipeline", "deploy", "parameters", Map.of("ImageTag", version));
  }

  private static @Nullable Object lookedFor(String version, @Nullable Object newest)
      throws ServiceFailure, InterruptedException {
    return perform(
        "run-started-after",
        "newest",
        newest,
        "pipeline",
        "deploy",
        "parameters",
        Map.of("ImageTag", version));
  }

  private static void ended(Map<?, ?> run) throws Exception {
    while (!Boolean.TRUE.equals(perform("ended", "run", run))) {
      Thread.onSpinWait();
    }
  }

  private static Map<?, ?> run(String action, @Nullable Object... arguments) throws Exception {
    return (Map<?, ?>) requireNonNull(perform(action, arguments));
  }

  private static @Nullable Object perform(String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    return perform(new There("secret"), action, arguments);
  }

  private static @Nullable Object perform(
      Connection connection, String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (JenkinsClient client = new JenkinsClient(connection)) {
        TestCall call = new TestCall(connection.clock(), "call").within(PATIENCE);
        return client.perform(action, Rehearsal.arguments(arguments), call);
      } catch (ServiceFailure failure) {
        // Its web server leaves a request without an answer now and then. A run asks again too.
        if (failure.kind() != Kind.UNAVAILABLE || attempt == ATTEMPTS) {
          throw failure;
        }
      }
    }
  }

  private record There(String password) implements Connection {

    @Override
    public Optional<URI> base() {
      return Optional.of(URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public Optional<String> setting(String name) {
      return name.equals("user") ? Optional.of("runbook") : Optional.empty();
    }

    @Override
    public Optional<Secret> credential(String name) {
      return Stream.of(name)
          .filter("password"::equals)
          .map(each -> new Secret(each, password))
          .findFirst();
    }

    @Override
    public RunClock clock() {
      return new Hurried();
    }

    /** Its trees know no ranges yet. */
    @Override
    public URI route(URI wanted) {
      return URI.create(wanted.toString().replaceAll("%7B\\d+,\\d+%7D", ""));
    }
  }

  /** A clock on which nobody waits as long as with a real Jenkins. */
  private record Hurried() implements RunClock {

    private static final int TIMES = 4;

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(Duration.ofNanos(System.nanoTime()).multipliedBy(TIMES));
    }

    @Override
    public void sleep(Duration length) throws InterruptedException {
      Thread.sleep(length.dividedBy(TIMES));
    }
  }
}

package dev.runbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Sources;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.door.People;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.Result;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Source;
import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret, wherever a runbook may have one, is in no event and in nothing that is written. */
class SecretsTest {

  private static final String VALUE = "pa/s+s?w0rd-\u00fc>>";

  /** The token as which the binding speaks to its service, which may repeat it. */
  private static final String OWN = "own/t0ken of the vault";

  private static final List<String> FORMS =
      List.of(
          VALUE,
          OWN,
          Base64.getEncoder().encodeToString(("anna:" + OWN).getBytes(UTF_8)),
          Base64.getEncoder().withoutPadding().encodeToString(VALUE.getBytes(UTF_8)),
          Base64.getUrlEncoder().withoutPadding().encodeToString(VALUE.getBytes(UTF_8)),
          URLEncoder.encode(VALUE, UTF_8));

  private static final String VAULT =
      """
      service vault "Vault" {
        read find(key: secret text): text up to 1m { by hand "Find it." }
        read broken(key: secret text): text up to 1m { by hand "Find it." }
        read login(key: secret text): [text: data] up to 1m { by hand "Log in." }
        read opened(key: secret text): text? up to 1m { by hand "Is it open?" }
        read running(key: secret text): version up to 1m { by hand "Which version runs?" }
        change open(door: text, key: secret text, spare: secret text): text up to 1m {
          by hand "Open ${door}."
          before was = find(key)
          observe => opened(key)
          undo => close(was, key)
        }
        change close(door: text, key: secret text) up to 1m {
          by hand "Close ${door}."
          no undo because "it can be opened again"
        }
        notice tell(words: text, key: secret text) up to 1m { by hand "Tell ${words}." }
        read listing(door: text, key: secret text): [text] up to 1m {
          by hand "List ${door}."
          by shell "list ${door}" as lines
          env TOKEN: key
          stdin: key
        }
      }
      """;

  private static final String SHELL =
      """
      service shell "Shell" {
        read output(command: [text]): text up to 10m { by hand "Run ${command}." }
      }
      """;

  private static final String RUNBOOK =
      """
      use vault

      environment stage {
        address = "https://stage.example/"
      }

      component app "App" {
        param key: secret text
        running => vault.running(key)
        deploy(v: version) {
          vault.open("app ${v}", key, key)
        }
      }

      function same(key: secret text) -> secret text => key

      type Login { user: text; password: secret text }

      procedure logged-in(login: Login) -> [text: data] {
        | It is ${login.user}.
        let answer = vault.login(login.password)
        return answer
      }

      procedure opens(key: secret text) {
        vault.open("procedure", same(key), key)
      }

      runbook nested in stage {
        param key: secret text
        vault.tell("nested", key)
      }

      runbook everywhere in stage {
        param key: secret text
        let found = vault.find(key)
        | It found ${found}.
        let broken = vault.broken(key)
        let listing = vault.listing("hall", key)
        let login = logged-in(Login(user: "anna", password: key))
        evidence "what was read" [found, broken, "${login}", listing.join(" ")]
        let opened = vault.open("hall", key, key)
        evidence "opened" opened
        opens(key)
        run nested(key: key)
        deploy app(key: key) to v2.0
        confirm "Is ${found} right?" by nobody up to 1h
        wait-for vault.find(key) is not empty every 1m up to 1h
        check vault.find(key) is "another one" else "It found ${found}."
      }

      team nobody {}
      """;

  @TempDir Path folder;

  private final List<String> called = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  /** A binding that says what it was given, in every form, wherever it can say something. */
  private ServiceProvider echo(String name, String declaration) {
    ServiceClient client =
        (action, arguments, call) -> {
          List<String> names = List.of("key", "spare", "keys", "named", "environment", "input");
          String given =
              names.stream()
                  .filter(arguments::has)
                  .map(argument -> revealed(Objects.requireNonNull(arguments.any(argument))))
                  .collect(Collectors.joining());
          assertThat(given).as("%s gets the secret itself", action).contains(VALUE);
          called.add(name + "." + action);
          String said = String.join(" ", FORMS);
          call.progress(said);
          return switch (action) {
            case "broken" -> throw ServiceFailure.refused("It is not " + said + ".");
            case "open" -> throw ServiceFailure.inDoubt("Torn at " + said + ".", null);
            case "login" -> Map.of(said, Map.of("for", said));
            case "running" -> dev.runbook.spi.Version.parse("v1.0").orElseThrow();
            case "close", "tell" -> null;
            default -> said;
          };
        };
    return new ServiceProvider() {
      @Override
      public String service() {
        return name;
      }

      @Override
      public String declaration() {
        return declaration;
      }

      @Override
      public ServiceClient connect(Connection connection) {
        assertThat(connection.credential("token").orElseThrow().reveal()).isEqualTo(OWN);
        return client;
      }
    };
  }

  private static String revealed(@Nullable Object value) {
    return switch (value) {
      case Secret secret -> secret.reveal();
      case Map<?, ?> map ->
          map.values().stream().map(SecretsTest::revealed).collect(Collectors.joining());
      case List<?> list -> list.stream().map(SecretsTest::revealed).collect(Collectors.joining());
      case null, default -> String.valueOf(value);
    };
  }

  private static Connection nowhere(RunClock clock) {
    return new Connection() {
      @Override
      public Optional<URI> base() {
        return Optional.empty();
      }

      @Override
      public Optional<String> setting(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<Secret> credential(String name) {
        return Optional.of(new Secret("vault." + name, OWN));
      }

      @Override
      public RunClock clock() {
        return clock;
      }

      @Override
      public URI route(URI wanted) {
        return wanted;
      }
    };
  }

  private static Sources declarations(Map<String, ServiceProvider> providers) {
    return new Sources() {
      @Override
      public @Nullable Found imported(String path, Source from) {
        return null;
      }

      @Override
      public @Nullable Source service(String name) {
        ServiceProvider provider = providers.get(name);
        return provider == null ? null : new Source(name + ".rb4", provider.declaration());
      }

      @Override
      public Collection<String> services() {
        return providers.keySet();
      }
    };
  }

  private static People agreeing() {
    return new People() {
      @Override
      public Answer ask(Prompt prompt) {
        return new Answer(Answer.Choice.YES, null, "anna", false, "");
      }

      @Override
      public boolean attended() {
        return false;
      }
    };
  }

  private Result run(Value secret) {
    Map<String, ServiceProvider> providers = new LinkedHashMap<>();
    providers.put("vault", echo("vault", VAULT));
    providers.put("shell", echo("shell", SHELL));
    Checker.Checked checked =
        Checker.check(new Source("secrets.rb4", RUNBOOK), declarations(providers));
    assertThat(checked.diagnostics())
        .as("%s", TextRenderer.render(checked.diagnostics()))
        .isEmpty();
    Program program = Objects.requireNonNull(checked.program());
    VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-11-26T10:00:00Z"));
    PrintStream out = new PrintStream(written, true, UTF_8);
    Console console = new Console(out, out);
    LineLog log = new LineLog(console, ZoneOffset.UTC, "");
    var runbook = RunCommand.runbook(program, "secrets.rb4", "everywhere");
    try (ConnectedServices services =
        new ConnectedServices(
            providers, service -> true, service -> nowhere(timeline), timeline, ZoneOffset.UTC)) {
      Event.Sink sink =
          event -> {
            events.add(event);
            log.accept(event);
          };
      Door door = new Door(services, agreeing(), timeline, sink, false);
      Result result =
          Evaluator.run(
              program, runbook, Map.of("key", secret), runbook.environments().getFirst(), door);
      new Summary(console).print(SandboxRun.MARK, runbook, result, log);
      return result;
    }
  }

  @Test
  void noEventAndNothingWrittenHoldsASecretInAnyForm() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), VALUE);
    Result result = run(new Value.SecretRef("file:" + file));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(called)
        .contains(
            "vault.find",
            "vault.broken",
            "vault.login",
            "vault.open",
            "vault.opened",
            "vault.running",
            "vault.tell",
            "vault.close",
            "shell.output");
    assertThat(events).hasAtLeastOneElementOfType(Event.Undone.class);
    String recorded = events.stream().map(Event::toString).collect(Collectors.joining("\n"));
    String shown = written.toString(UTF_8);
    assertThat(recorded).contains("<secret file:");
    assertThat(shown).contains("<secret file:");
    for (String form : FORMS) {
      assertThat(recorded + result.reason() + result.standing()).doesNotContain(form);
      assertThat(shown.replaceAll("\\s+", "")).doesNotContain(form);
    }
  }
}

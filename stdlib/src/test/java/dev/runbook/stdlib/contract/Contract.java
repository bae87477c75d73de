package dev.runbook.stdlib.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The OpenAPI document that a service publishes, and what in a conversation is not as it says:
 * requests of the client and answers of the stand-in alike.
 */
public final class Contract {

  /**
   * No breach: a service may say more than it has described, and documents give media types without
   * the suffixes and versions that services ask for.
   */
  private static final LevelResolver LEVELS =
      LevelResolver.create()
          .withLevel("validation.request.body.schema.additionalProperties", Level.IGNORE)
          .withLevel("validation.response.body.schema.additionalProperties", Level.IGNORE)
          .withLevel("validation.request.accept.notAllowed", Level.IGNORE)
          .build();

  private final OpenApiInteractionValidator validator;
  private final PathTemplates templates;
  private final List<Pattern> leftOut = new CopyOnWriteArrayList<>();
  private final List<String> exchanges = new CopyOnWriteArrayList<>();
  private final List<String> breaches = new CopyOnWriteArrayList<>();

  private Contract(String document) {
    validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(document)
            .withLevelResolver(LEVELS)
            .build();
    templates = PathTemplates.of(document);
  }

  /**
   * A document in the folder that the system property {@code contracts} names, relative to the
   * repository's root. Without the property the test is left out.
   */
  public static Contract of(String file) {
    return of(file, UnaryOperator.identity());
  }

  /**
   * The same for a document that the validator cannot read as it is published.
   *
   * @param repair puts its text right
   */
  public static Contract of(String file, UnaryOperator<String> repair) {
    String folder = System.getProperty("contracts");
    if (folder == null) {
      throw Skipped.because("-Dcontracts names no folder with the published " + file);
    }
    Path root = Path.of(System.getProperty("runbook.root", ".."));
    try {
      return new Contract(repair.apply(Files.readString(root.resolve(folder).resolve(file))));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /**
   * Exchanges that the document does not describe, though the service has them.
   *
   * @param exchanges method, path and status, as a regular expression
   */
  public Contract leavingOut(String exchanges) {
    leftOut.add(Pattern.compile(exchanges));
    return this;
  }

  /** The same stand-in, with every exchange held against the document. */
  public StandIn around(StandIn standIn) {
    return new StandIn() {
      @Override
      public Reply handle(Request request) {
        Reply reply = standIn.handle(request);
        compare(request, reply);
        return reply;
      }

      @Override
      public Optional<String> setting(String name) {
        return standIn.setting(name);
      }

      @Override
      public List<String> hosts() {
        return standIn.hosts();
      }

      @Override
      public Map<String, String> faults() {
        return standIn.faults();
      }
    };
  }

  /** Holds one exchange against the document. */
  public void compare(Request request, Reply reply) {
    URI address = request.uri();
    String line = request.method() + " " + address.getPath() + " " + reply.status();
    if (leftOut.stream().anyMatch(each -> each.matcher(line).matches())) {
      return;
    }
    exchanges.add(line);
    ValidationReport report =
        validator.validate(request(request, templates.path(address)), response(reply));
    report.getMessages().stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .forEach(message ->
            breaches.add(
                line
                    + " "
                    + reply.status()
                    + ": "
                    + message.getKey()
                    + " "
                    + message.getMessage()));
  }

  /** Fails where anything was not as the document says, or nothing was held against it at all. */
  public void assertKept() {
    assertThat(breaches).isEmpty();
    assertThat(exchanges).as("exchanges held against the document").isNotEmpty();
  }

  /** Method, path and status of what was compared. */
  public List<String> exchanges() {
    return exchanges;
  }

  public List<String> breaches() {
    return breaches;
  }

  private static SimpleRequest request(Request request, String path) {
    SimpleRequest.Builder built = new SimpleRequest.Builder(request.method(), path);
    request.headers().forEach(built::withHeader);
    Uris.query(request.uri()).forEach(built::withQueryParam);
    return (request.body().length == 0 ? built : built.withBody(request.body())).build();
  }

  private static SimpleResponse response(Reply reply) {
    SimpleResponse.Builder built = SimpleResponse.Builder.status(reply.status());
    reply
        .headers()
        .forEach((name, value) -> built.withHeader(name.toLowerCase(Locale.ROOT), value));
    return (reply.body().length == 0 ? built : built.withBody(reply.body())).build();
  }
}

package dev.runbook.stdlib.pager;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Polling;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pager of the kind that the profile names. */
final class PagerClient implements ServiceClient {

  /** What was sent is worked on in a queue, so what a look does not show at once may come. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private final Connection connection;

  PagerClient(Connection connection) {
    this.connection = connection;
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    Pages pages = pages();
    return switch (action) {
      case "page" -> page(pages, arguments, call);
      case "paged" -> paged(pages, arguments.text("severity"), arguments.text("key"), call);
      case "acknowledged" -> pages.isAcknowledged(Page.of(arguments.map("page")), call);
      case "resolved" -> resolved(pages, Page.of(arguments.map("page")), call);
      case "resolve" -> {
        pages.resolve(Page.of(arguments.map("page")), call);
        yield null;
      }
      default -> throw new IllegalArgumentException("pager has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    return List.of(pages().verify(call));
  }

  private Pages pages() throws ServiceFailure {
    return switch (connection.setting("kind").orElse("")) {
      case "pagerduty" -> new PagerDuty(connection);
      case "alertmanager" -> new Alertmanager(connection);
      default ->
          throw ServiceFailure.refused(
              "The profile does not say which pager there is: set its kind to pagerduty or"
                  + " alertmanager.");
    };
  }

  private static Map<String, Object> page(Pages pages, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    String key = arguments.text("key");
    if (key.isBlank() || key.length() > 255) {
      throw ServiceFailure.refused(
          "A page has a key of 1 to 255 characters, and this one has %d: name in a few words what it is about."
              .formatted(key.strip().length()));
    }
    Page page =
        new Page(
            key, arguments.text("severity"), call.clock().now().truncatedTo(ChronoUnit.MILLIS));
    pages.open(page, arguments.text("summary"), call);
    return page.values();
  }

  private static @Nullable Map<String, Object> paged(
      Pages pages, String severity, String key, CallContext call)
      throws ServiceFailure, InterruptedException {
    Polling.Look<Page> look = () -> pages.find(key, severity, call);
    Optional<Page> found =
        call.observed().isPresent() ? Polling.poll(call, BETWEEN_LOOKS, look) : look.look();
    return found.map(Page::values).orElse(null);
  }

  private static boolean resolved(Pages pages, Page page, CallContext call)
      throws ServiceFailure, InterruptedException {
    Polling.Look<Boolean> look =
        () ->
            pages.find(page.key(), page.severity(), call).isEmpty()
                ? Optional.of(true)
                : Optional.empty();
    Optional<Boolean> gone =
        call.observed().isPresent() ? Polling.poll(call, BETWEEN_LOOKS, look) : look.look();
    return gone.orElse(false);
  }
}

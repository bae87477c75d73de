package dev.runbook.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run from outside.
 *
 * @param began as its name says where nothing was recorded
 * @param last when something was recorded last; as above
 * @param profile null: it was a rehearsal
 * @param outcome how it ended; empty where it has not
 * @param reason why it ended so, or was left; empty where nothing was said
 * @param about the holder, the export or the damage, in words; empty else
 */
public record KeptRun(
    String id,
    Standing standing,
    String runbook,
    String title,
    String environment,
    String by,
    @Nullable String profile,
    Instant began,
    Instant last,
    String outcome,
    String reason,
    String about) {

  private static final String ENDED = "ended";

  /** Where a run stands. */
  public enum Standing {
    RUNNING,
    /** Nobody has it, and it has not ended. */
    LEFT,
    /** So too, but its world ended with its process, as that of a rehearsal does. */
    ABANDONED,
    ENDED,
    EXPORTED,
    /** Nothing of it was recorded, so nothing of it was done. */
    EMPTY,
    DAMAGED
  }

  static KeptRun read(String id, Path record, Lock lock, LockWords words, boolean held) {
    Lock.Exported exported = lock.exported();
    Holder holder = lock.holder();
    try {
      RecordEnds ends = RecordEnds.read(record);
      boolean ended = text(ends.last(), "kind").equals(ENDED);
      boolean empty = ends.first().isMissingNode();
      if (held && holder != null) {
        return of(id, ends, Standing.RUNNING, words.holder(lock, holder));
      }
      if (exported != null) {
        return of(id, ends, Standing.EXPORTED, words.export(lock, exported));
      }
      if (empty) {
        return of(id, ends, Standing.EMPTY, "");
      }
      Standing open = ends.first().path("profile").isTextual() ? Standing.LEFT : Standing.ABANDONED;
      return of(id, ends, ended ? Standing.ENDED : open, "");
    } catch (RecordDamaged e) {
      return none(id, Standing.DAMAGED, e.getMessage());
    } catch (IOException e) {
      // What cannot be read may hold something: only what is not there holds nothing.
      return Files.exists(record)
          ? none(id, Standing.DAMAGED, "Its record cannot be read: " + Words.of(e) + ".")
          : none(id, held ? Standing.RUNNING : Standing.EMPTY, "");
    }
  }

  private static KeptRun none(String id, Standing standing, String about) {
    return new KeptRun(
        id, standing, "", "", "", "", null, RunId.minute(id), RunId.minute(id), "", "", about);
  }

  private static KeptRun of(String id, RecordEnds ends, Standing standing, String about) {
    JsonNode first = ends.first();
    JsonNode last = ends.last();
    boolean over = Set.of(ENDED, "left").contains(text(last, "kind"));
    return new KeptRun(
        id,
        standing,
        text(first, "runbook"),
        text(first, "title"),
        text(first, "environment"),
        text(first, "by"),
        first.path("profile").isTextual() ? text(first, "profile") : null,
        time(first, id),
        time(last, id),
        text(last, "kind").equals(ENDED) ? text(last, "outcome").replace('-', ' ') : "",
        over ? text(last, "reason") : "",
        about);
  }

  private static String text(JsonNode entry, String field) {
    return entry.path(field).isTextual() ? entry.path(field).asText() : "";
  }

  private static Instant time(JsonNode entry, String id) {
    try {
      return Instant.parse(entry.path("at").asText());
    } catch (DateTimeException e) {
      return RunId.minute(id);
    }
  }
}

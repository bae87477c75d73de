package dev.runbook.plan;

import dev.runbook.value.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a change is taken back, or why it is not. */
public sealed interface WayBack {

  /** What the change gives is called so, as long as nothing else gives it a name. */
  String RESULT = "its result";

  Words words();

  /** The same, where what the change gives has a name. */
  default WayBack where(String name) {
    return called(Result.ANYWHERE, name);
  }

  /** The same, where nothing gives it one: its address is read more easily than its result.url. */
  default WayBack unnamed() {
    return called(Result.OF_WHICH_A_FIELD, "its ");
  }

  /** Where a label names what the change gives. */
  final class Result {
    private static final Pattern ANYWHERE = Pattern.compile("(^|<)" + RESULT + "\\b");
    private static final Pattern OF_WHICH_A_FIELD = Pattern.compile("(^|<)" + RESULT + "\\.");

    private Result() {}
  }

  private WayBack called(Pattern result, String name) {
    String called = "$1" + Matcher.quoteReplacement(name);
    return this instanceof By(Words words)
        ? new By(
            words.with(value ->
                value instanceof Value.Unknown(var type, String label, var _)
                    ? new Value.Unknown(type, result.matcher(label).replaceAll(called))
                    : value))
        : this;
  }

  /** In the words in which a person would do it. */
  record By(Words words) implements WayBack {}

  /** There is none, and that is why to think first. */
  record None(Words words) implements WayBack {}

  /** None is needed. */
  record Needless(Words words) implements WayBack {}
}

package dev.runbook.library;

import dev.runbook.spi.Version;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

final class Texts {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

  private Texts() {}

  static String of(Object value) {
    return ((Value.Text) value).text();
  }

  static Value map(Value self, UnaryOperator<String> change) {
    return new Value.Text(change.apply(of(self)));
  }

  static Value test(Value self, List<Object> arguments, BiPredicate<String, String> test) {
    return Value.Bool.of(test.test(of(self), of(arguments.getFirst())));
  }

  static Value length(Value self) {
    return Value.Number.of(of(self).codePointCount(0, of(self).length()));
  }

  static Value lines(Value self) {
    return list(of(self).lines().toList());
  }

  static Value split(Value self, List<Object> arguments) {
    String at = of(arguments.getFirst());
    if (at.isEmpty()) {
      return list(of(self).codePoints().mapToObj(Character::toString).toList());
    }
    return list(List.of(of(self).split(Pattern.quote(at), -1)));
  }

  static Value number(Value self) {
    String text = of(self).strip();
    return NUMBER.matcher(text).matches() ? new Value.Number(new BigDecimal(text)) : Value.NONE;
  }

  static Value version(Value self) {
    return Version.parse(of(self).strip()).<Value>map(Value.Ver::new).orElse(Value.NONE);
  }

  /** The groups of the first match, the whole match first; a group that took no part is empty. */
  static Value match(Value self, List<Object> arguments) {
    String pattern = of(arguments.getFirst());
    try {
      Matcher matcher = Pattern.compile(pattern).matcher(new Patience(of(self)));
      if (!matcher.find()) {
        return Value.NONE;
      }
      List<String> groups = new ArrayList<>();
      for (int group = 0; group <= matcher.groupCount(); group++) {
        String found = matcher.group(group);
        groups.add(found == null ? "" : found);
      }
      return list(groups);
    } catch (Patience.Lost | StackOverflowError e) {
      return new Value.Inconclusive("`" + pattern + "` takes too long to match");
    }
  }

  static @Nullable String patternMistake(String pattern) {
    try {
      Pattern _ = Pattern.compile(pattern);
      return null;
    } catch (PatternSyntaxException e) {
      return e.getDescription();
    }
  }

  private static Value list(List<String> texts) {
    return new Value.ListValue(texts.stream().<Value>map(Value.Text::new).toList());
  }
}

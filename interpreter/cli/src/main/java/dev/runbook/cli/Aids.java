package dev.runbook.cli;

import dev.runbook.console.Order;
import dev.runbook.console.Said;
import dev.runbook.evaluate.Pacer.Known;
import dev.runbook.evaluate.Pacer.Stop;
import dev.runbook.evaluate.Pacer.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * What helps to type at a stop: words that are completed, with what they are; a line that goes on
 * while something in it is open; and its parts in their colours.
 */
final class Aids extends DefaultParser implements Completer, Highlighter {

  private static final Pattern PARTS =
      Pattern.compile(
          "(?<text>\"(?:[^\"\\\\]|\\\\.)*\"?)|(?<number>\\b\\d[\\w.%]*)|(?<word>[a-z][\\w-]*)");

  /** A name, perhaps with some of what it has, that is being typed. */
  private static final Pattern NAME = Pattern.compile("(?:[a-z][\\w-]*\\.)*(?:[a-z][\\w-]*)?$");

  private static final Pattern CALL = Pattern.compile("([a-z][\\w-]*\\.[a-z][\\w-]*)\\([^()]*$");

  private final @Nullable Path history;
  private @Nullable Stop stop;

  /**
   * @param history where what was typed is remembered; null where it is not
   */
  Aids(@Nullable Path history) {
    this.history = history;
    setEofOnUnclosedQuote(true);
    setEscapeChars(null);
    setQuoteChars(new char[] {'"'});
  }

  @Nullable Path history() {
    return history;
  }

  void at(Stop here) {
    stop = here;
  }

  /** Between brackets a line goes on. */
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && isOpen(line)) {
      throw new EOFError(-1, -1, "it goes on");
    }
    return super.parse(line, cursor, ParseContext.COMPLETE);
  }

  static boolean isOpen(String line) {
    if (Order.of(Said.of(line)).filter(Aids::takesWords).isPresent()) {
      return false;
    }
    int depth = 0;
    boolean text = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"' && (at == 0 || line.charAt(at - 1) != '\\')) {
        text = !text;
      } else if (!text && "([{".indexOf(c) >= 0) {
        depth++;
      } else if (!text && ")]}".indexOf(c) >= 0) {
        depth--;
      }
    }
    return depth > 0;
  }

  /** In words of people brackets and quotes mean nothing. */
  private static boolean takesWords(Order order) {
    return switch (order) {
      case NOTE, SKIP, JUMP, UNDO, STOP, HANDOVER -> true;
      default -> false;
    };
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    Stop here = stop;
    if (here == null) {
      return;
    }
    String before = line.line().substring(0, line.cursor());
    Said said = Said.of(before);
    if (line.wordIndex() == 0) {
      Order.words().forEach(word -> add(candidates, word, Order.help(word).getFirst().strip()));
    }
    Optional<Order> order = Order.of(said);
    if (order.filter(Aids::takesStep).isPresent() && line.wordIndex() > 0) {
      for (Target target : here.targets()) {
        add(candidates, target.path(), target.title());
      }
      return;
    }
    String word = line.word().substring(0, line.wordCursor());
    Matcher name = NAME.matcher(word);
    String start = name.find() ? word.substring(0, name.start()) : word;
    for (Known known : here.values()) {
      add(candidates, start + known.name(), known.type());
    }
    String dotted = word.substring(start.length());
    int dot = dotted.lastIndexOf('.');
    if (dot > 0) {
      for (Known field : here.fields(dotted.substring(0, dot))) {
        add(candidates, start + dotted.substring(0, dot + 1) + field.name(), field.type());
      }
    }
    Matcher call = CALL.matcher(before);
    for (String action : here.actions()) {
      String called = action.substring(0, action.indexOf('('));
      add(candidates, start + called + "(", action);
      if (call.find() && call.group(1).equals(called)) {
        arguments(action).forEach(argument -> add(candidates, start + argument + ":", action));
      }
      call.reset();
    }
  }

  private static boolean takesStep(Order order) {
    return order == Order.RUN_TO || order == Order.JUMP || order == Order.BREAK;
  }

  private static List<String> arguments(String action) {
    List<String> names = new ArrayList<>();
    String all = action.substring(action.indexOf('(') + 1, action.lastIndexOf(')'));
    for (String one : all.split(", ", -1)) {
      names.add(one.split(":", 2)[0]);
    }
    return names;
  }

  private static void add(List<Candidate> candidates, String value, String about) {
    candidates.add(new Candidate(value, value, null, about, null, null, false));
  }

  @Override
  public AttributedString highlight(LineReader reader, String line) {
    AttributedStringBuilder out = new AttributedStringBuilder();
    Matcher parts = PARTS.matcher(line);
    int end = 0;
    while (parts.find()) {
      out.append(line.substring(end, parts.start()));
      AttributedStyle style =
          parts.group("text") != null
              ? AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN)
              : parts.group("number") != null
                  ? AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN)
                  : parts.start() == 0 && Order.named(parts.group()).isPresent()
                      ? AttributedStyle.DEFAULT.bold()
                      : AttributedStyle.DEFAULT;
      out.append(parts.group(), style);
      end = parts.end();
    }
    return out.append(line.substring(end)).toAttributedString();
  }
}

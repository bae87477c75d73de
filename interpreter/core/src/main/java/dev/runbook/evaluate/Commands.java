package dev.runbook.evaluate;

import dev.runbook.door.Services;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line as words. It is split where it was written, at its blanks and quotes; a hole is
 * always one word or part of one, whatever stands in its value, and no shell ever sees it.
 */
final class Commands {

  private Commands() {}

  static Services.Command of(
      ActionPart.ByShell shell, Declaration.Action action, Frame frame, Expressions expressions) {
    var as = shell.as();
    String form = as == null ? "text" : frame.module().source().text(as.span());
    return of(shell.command(), form, action, frame, expressions);
  }

  static Services.Command of(
      Text command, String form, Declaration.Action action, Frame frame, Expressions expressions) {
    Map<String, Value> variables = new LinkedHashMap<>();
    Value input = null;
    for (ActionPart part : action.parts()) {
      if (part instanceof ActionPart.EnvironmentVariable variable) {
        variables.put(variable.name().text(), expressions.evaluate(variable.value(), frame));
      } else if (part instanceof ActionPart.StandardInput standard) {
        input = expressions.evaluate(standard.value(), frame);
      }
    }
    return new Services.Command(words(command, frame, expressions), variables, input, form);
  }

  private static List<String> words(Text command, Frame frame, Expressions expressions) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (Part part : command.parts()) {
      if (part instanceof Part.Hole hole) {
        word.append(Show.text(expressions.evaluate(hole.value(), frame)));
        inWord = true;
        continue;
      }
      for (char c : ((Part.Chars) part).value().toCharArray()) {
        if (quote != 0 ? c == quote : c == '"' || c == '\'') {
          quote = quote == 0 ? c : 0;
          inWord = true;
        } else if (quote == 0 && Character.isWhitespace(c)) {
          if (inWord) {
            words.add(word.toString());
          }
          word.setLength(0);
          inWord = false;
        } else {
          word.append(c);
          inWord = true;
        }
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}

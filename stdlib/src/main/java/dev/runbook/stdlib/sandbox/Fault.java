package dev.runbook.stdlib.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault that a rehearsal is asked to play, once.
 *
 * @param occasion at which of the times when it could happen it does, from 1
 */
public record Fault(String service, String name, int occasion) {

  private static final Pattern FORM =
      Pattern.compile("([a-z0-9-]+):([a-z0-9-]+)(?:@([1-9]\\d{0,5}))?");

  /**
   * The fault of a text such as {@code jenkins:act-then-reset} or, for its third occasion, {@code
   * jenkins:act-then-reset@3}.
   *
   * @throws IllegalArgumentException where the text has another form
   */
  public static Fault parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "`%s` names no fault: write one as `jenkins:act-then-reset`, or `jenkins:act-then-reset@3` for its third occasion"
              .formatted(text));
    }
    int occasion = form.group(3) == null ? 1 : Integer.parseInt(form.group(3));
    return new Fault(form.group(1), form.group(2), occasion);
  }
}

package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Member;
import java.util.ArrayList;
import java.util.List;

/** How a team is reached: the constant texts of its declaration. */
public final class Contacts {

  private Contacts() {}

  public static List<String> of(Symbol.Team team) {
    List<String> contacts = new ArrayList<>();
    for (Member member : team.syntax().members()) {
      if (member instanceof Member.Attribute attribute
          && attribute.name().text().equals("contact")) {
        for (Expression value : attribute.values()) {
          if (value instanceof Expression.TextLiteral literal) {
            contacts.add(literal.text().plain());
          }
        }
      }
    }
    return contacts;
  }
}

package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Name;
import java.util.Set;

/** Names that a file asks for and does not mention. */
final class Imports {

  private Imports() {}

  static void check(Module module, Checking checking) {
    // A misspelt mention, or a part of the file that could not be read, is a mistake of its own.
    if (checking.told().anywhere(module)) {
      return;
    }
    Set<String> mentioned = Mentions.of(module, checking.slots());
    for (Declaration declaration : module.tree().declarations()) {
      if (declaration instanceof Declaration.Use use) {
        use.names().stream()
            .filter(name -> module.lookUp(name.text()) != null && !isUsed(name, mentioned, module))
            .forEach(name -> unused(name, use, module, checking));
      }
    }
  }

  /** An environment also says which fields {@code env} has. */
  private static boolean isUsed(Name name, Set<String> mentioned, Module module) {
    return mentioned.contains(name.text())
        || (mentioned.contains("env") && module.lookUp(name.text()) instanceof Symbol.Environment);
  }

  private static void unused(Name name, Declaration.Use use, Module module, Checking checking) {
    boolean service = use.from() == null;
    var diagnostic =
        Checking.at(Code.RB3017, module, name.span(), "`" + name + "` is not used in this file")
            .label("never mentioned");
    checking.tell(
        service
            ? diagnostic
                .note("What a file uses says which services must be there before it runs.")
                .fix("Remove it from `use`, or name it in `needs`.")
            : diagnostic.fix("Remove it from `use`."));
  }
}

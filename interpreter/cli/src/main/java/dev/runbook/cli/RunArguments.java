package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.console.TypedValues;
import dev.runbook.value.Value;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The arguments of a run. */
final class RunArguments {

  private RunArguments() {}

  /**
   * The runbook's file: the first argument, or the first that looks like one; null where none does.
   */
  static @Nullable String file(String... args) {
    if (args.length > 0 && !args[0].startsWith("-")) {
      return args[0];
    }
    for (String arg : args) {
      if (!arg.startsWith("-") && (arg.endsWith(".rb4") || exists(arg))) {
        return arg;
      }
    }
    return null;
  }

  private static boolean exists(String name) {
    try {
      return Files.isRegularFile(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The value of an option that is needed before the others can be read. */
  static @Nullable String valueOf(String option, String... args) {
    for (int at = 0; at < args.length; at++) {
      if (args[at].startsWith(option + "=")) {
        return args[at].substring(option.length() + 1);
      }
      if (args[at].equals(option) && at + 1 < args.length) {
        return args[at + 1];
      }
    }
    return null;
  }

  /** All that is wrong with the parameters' values is told at once. */
  static Map<String, Value> values(Symbol.Runbook runbook, ParseResult parsed) {
    Map<String, Value> values = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Symbol.Param parameter : runbook.parameters()) {
      String given = parsed.matchedOptionValue("--" + parameter.name(), null);
      if (given == null) {
        continue;
      }
      try {
        values.put(parameter.name(), TypedValues.parse(parameter.type(), given));
      } catch (TypedValues.NotAValue e) {
        wrong.add("--" + parameter.name() + ": `" + given + "` " + e.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      throw new UsageException(String.join("\n", wrong) + "\nNothing was begun.");
    }
    return values;
  }
}

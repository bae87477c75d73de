package dev.runbook.cli;

import dev.runbook.check.Module;
import dev.runbook.check.Program;
import dev.runbook.check.Sources;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Origin;
import dev.runbook.source.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The texts of a run, as its record keeps them: to be read again where the files are gone. */
record Texts(Map<String, String> texts, Workspace workspace) implements Sources {

  /** The files of a program, its own first; what the services declare comes with the program. */
  static List<Origin.Text> of(Program program) {
    return program.modules().stream()
        .map(Module::source)
        .filter(source -> !Workspace.isService(source))
        .map(source -> new Origin.Text(name(source), digest(source.text()), source.text()))
        .toList();
  }

  /** By which the texts of a program are known again, whatever their files are called. */
  static String mark(List<Origin.Text> texts) {
    return digest(String.join("\n", texts.stream().map(Origin.Text::digest).toList()))
        .substring(0, 16);
  }

  /**
   * Of a program as it runs: its texts, what its services declare, and which of them are done by
   * hand. A record that was made on the same basis can have taken no other way.
   */
  static String basis(Program program, Predicate<String> connected) {
    StringBuilder all = new StringBuilder(Main.version());
    for (Module module : program.modules()) {
      all.append('\n').append(digest(module.source().text()));
      module.declared().stream()
          .filter(Symbol.Service.class::isInstance)
          .forEach(service ->
              all.append(' ')
                  .append(service.name())
                  .append(connected.test(service.name()) ? "" : " by hand"));
    }
    return digest(all.toString());
  }

  static Texts of(Origin origin, Workspace workspace) {
    Map<String, String> texts = new LinkedHashMap<>();
    origin.sources().forEach(text -> texts.put(text.name(), text.text()));
    return new Texts(texts, workspace);
  }

  private static String name(Source source) {
    return Path.of(source.name()).toAbsolutePath().normalize().toString();
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public @Nullable Found imported(String path, Source from) {
    String name = Path.of(from.name()).resolveSibling(path).normalize().toString();
    String text = texts.get(name);
    return text == null ? null : new Found(new Source(name, text), List.of());
  }

  @Override
  public @Nullable Source service(String name) {
    return workspace.service(name);
  }

  @Override
  public Collection<String> services() {
    return workspace.services();
  }

  @Override
  public boolean past() {
    return true;
  }
}

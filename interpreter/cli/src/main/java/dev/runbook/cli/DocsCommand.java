package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.docs.Format;
import dev.runbook.docs.Formats;
import dev.runbook.docs.Links;
import dev.runbook.dry.DryRun;
import dev.runbook.file.Loaded;
import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Plan;
import dev.runbook.state.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code runbook docs}: runbooks as pages. */
final class DocsCommand {

  /** A page, and the file that it is of. */
  private record Sheet(Plan plan, Path source, Path target) {
    String title() {
      return Format.title(plan);
    }
  }

  private record Read(List<Sheet> sheets, List<Diagnostic> mistakes) {}

  private final Workspace workspace;
  private final Console console;
  private final Format format;
  private final @Nullable String environment;

  private DocsCommand(
      Workspace workspace, Console console, Format format, @Nullable String environment) {
    this.environment = environment;
    this.workspace = workspace;
    this.console = console;
    this.format = format;
  }

  /**
   * @param out where the pages go; null: the one page is printed
   * @param environment whose addresses are shown; null: of the first of each runbook
   * @param runbook the only one of a file that is wanted; null: all
   */
  static int run(
      String name,
      @Nullable String out,
      @Nullable String runbook,
      @Nullable String environment,
      String format,
      Workspace workspace,
      Console console) {
    return new DocsCommand(workspace, console, format(format), environment).run(name, out, runbook);
  }

  static Format format(String name) {
    return Formats.named(name)
        .orElseThrow(() ->
            new UsageException(
                "There is no format `"
                    + name
                    + "` of pages: there is "
                    + String.join(", ", Formats.NAMES)
                    + "."));
  }

  private int run(String name, @Nullable String out, @Nullable String runbook) {
    Path root = Workspace.path(name);
    boolean folder = Files.isDirectory(root);
    if (folder && out == null) {
      throw new UsageException("Say with -o into which folder the pages of `" + name + "` go.");
    }
    List<Sheet> sheets = new ArrayList<>();
    Diagnostics mistakes = new Diagnostics();
    List<Read> all =
        folder
            ? all(name, root, Workspace.path(String.valueOf(out)))
            : List.of(read(name, root, root));
    all.forEach(read -> {
      mistakes.addAll(read.mistakes());
      sheets.addAll(read.sheets());
    });
    if (!mistakes.sorted().isEmpty()) {
      console.tell(TextRenderer.render(mistakes.sorted()).stripTrailing());
      console.tell("Nothing was written.");
      return ExitCode.USAGE;
    }
    if (runbook != null) {
      sheets.removeIf(sheet -> !sheet.plan().name().equals(runbook));
    }
    if (!folder && sheets.size() != 1) {
      throw new UsageException(
          sheets.isEmpty()
              ? "There is no runbook `" + runbook + "` in `" + name + "`."
              : "`" + name + "` has several runbooks: say with --runbook which one.");
    }
    Path site = Workspace.path(folder ? String.valueOf(out) : "");
    Path index = site.resolve("index." + format.ending());
    Map<Path, List<Sheet>> pages = new LinkedHashMap<>();
    for (Sheet sheet : sheets) {
      pages
          .computeIfAbsent(sheet.source().toAbsolutePath().normalize(), _ -> new ArrayList<>())
          .add(sheet);
    }
    if (!folder) {
      Sheet sheet = sheets.getFirst();
      put(format.write(sheet.plan(), links(sheet, pages, index, false)), out, console);
      return ExitCode.DONE;
    }
    // Whoever is told that one could not be written finds none that is still being written.
    List<UsageException> unwritten =
        sheets.parallelStream()
            .flatMap(sheet -> unwritten(sheet, links(sheet, pages, index, true)).stream())
            .toList();
    if (!unwritten.isEmpty()) {
      throw unwritten.getFirst();
    }
    write(index, index(root, site, sheets));
    return ExitCode.DONE;
  }

  /** The files of a folder, which know nothing of each other. */
  private List<Read> all(String name, Path root, Path out) {
    return Workspace.runbooks(List.of(name)).parallelStream()
        .map(file -> {
          Path source = Workspace.path(file);
          return read(file, source, out.resolve(root.relativize(source)));
        })
        .toList();
  }

  private Optional<UsageException> unwritten(Sheet sheet, Links links) {
    try {
      write(sheet.target(), format.write(sheet.plan(), links));
      return Optional.empty();
    } catch (UsageException e) {
      return Optional.of(e);
    }
  }

  private String index(Path root, Path site, List<Sheet> sheets) {
    List<Format.Entry> entries = new ArrayList<>();
    for (Sheet sheet : sheets) {
      String address = slashed(site.relativize(sheet.target()));
      entries.add(new Format.Entry(sheet.title(), address, sheet.plan()));
    }
    entries.sort(
        Comparator.comparing((Format.Entry entry) -> !entry.plan().isRunbook())
            .thenComparing(Format.Entry::title));
    return format.index(String.valueOf(root.toAbsolutePath().normalize().getFileName()), entries);
  }

  private Read read(String file, Path source, Path target) {
    Loaded loaded = Workspace.read(file);
    List<Diagnostic> mistakes = new ArrayList<>(loaded.diagnostics());
    if (loaded.source() == null) {
      return new Read(List.of(), mistakes);
    }
    Checker.Checked checked = workspace.check(loaded.source());
    mistakes.addAll(checked.diagnostics());
    Program program = checked.program();
    return new Read(program == null ? List.of() : sheets(program, source, target), mistakes);
  }

  /** One page a runbook; one for a file without. */
  private List<Sheet> sheets(Program program, Path source, Path target) {
    List<Sheet> sheets = new ArrayList<>();
    List<Symbol.Runbook> runbooks = program.runbooks();
    String base = target.getFileName().toString().replaceAll("\\.rb4$", "");
    if (runbooks.isEmpty()) {
      sheets.add(new Sheet(DryRun.declarations(program), source, sibling(target, base)));
    }
    for (Symbol.Runbook runbook : runbooks) {
      Plan plan = DryRun.document(program, runbook, shown(runbook));
      String page = runbooks.size() == 1 ? base : base + "-" + runbook.name();
      sheets.add(new Sheet(plan, source, sibling(target, page)));
    }
    return sheets;
  }

  private Symbol.@Nullable Environment shown(Symbol.Runbook runbook) {
    List<Symbol.Environment> all = runbook.environments();
    if (environment == null) {
      return all.isEmpty() ? null : all.getFirst();
    }
    List<String> names = all.stream().map(Symbol.Environment::name).toList();
    return all.stream()
        .filter(each -> each.name().equals(environment))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "`"
                    + runbook.name()
                    + "` does not run in `"
                    + environment
                    + "`: "
                    + (names.isEmpty()
                        ? "it needs no environment."
                        : "it runs in " + String.join(", ", names) + ".")));
  }

  private Path sibling(Path target, String base) {
    return target.resolveSibling(base + "." + format.ending());
  }

  /** A link to another runbook leads to its page. */
  private Links links(Sheet from, Map<Path, List<Sheet>> pages, Path index, boolean folder) {
    Path page = folder(from.target());
    String home = folder ? slashed(page.relativize(index.toAbsolutePath())) : "";
    return new Links(
        (written, file, step) -> {
          Path where = written.isEmpty() ? from.source() : Workspace.path(written);
          Path source = folder(where).resolve(file).normalize();
          List<Sheet> there = pages.getOrDefault(source, List.of());
          if (there.isEmpty()) {
            return null;
          }
          Sheet sheet =
              there.stream()
                  .filter(each -> steps(each.plan()).contains(step))
                  .findFirst()
                  .orElse(there.getFirst());
          boolean itself = sheet.target().equals(from.target());
          String address = slashed(page.relativize(sheet.target().toAbsolutePath()));
          return new Links.To(itself ? "" : address, sheet.plan());
        },
        home);
  }

  private static List<String> steps(Plan plan) {
    return plan.body().stream()
        .map(Node::part)
        .filter(part -> part instanceof Part.Section section && section.kind() == Part.Kind.STEP)
        .map(part -> ((Part.Section) part).path())
        .toList();
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** Prints a page, or writes it to a file. */
  static void put(String page, @Nullable String out, Console console) {
    if (out == null) {
      // As a whole: a stream of characters would look at each of them in its own slow way.
      console.out().writeBytes(page.getBytes(console.out().charset()));
    } else {
      write(Workspace.path(out), page);
    }
  }

  private static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UsageException("`" + file + "` cannot be written: " + Words.of(e) + ".");
    }
  }
}

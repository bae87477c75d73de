package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Suggestions;
import dev.runbook.markdown.Finding;
import dev.runbook.markdown.Findings;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Texts for readers: their links lead somewhere, and what begins in them ends. */
final class ProseRules {

  private static final List<String> OUTSIDE = List.of("http://", "https://", "mailto:");

  private final Module module;
  private final Checking checking;
  private final Places places;

  private ProseRules(Module module, Sources sources, Checking checking) {
    this.module = module;
    this.checking = checking;
    this.places = new Places(module, sources);
  }

  static void check(Module module, Sources sources, Checking checking) {
    // What cannot be read may be what closes a text, or the step that a link leads to.
    if (sources.past() || checking.told().misread(module)) {
      return;
    }
    ProseRules rules = new ProseRules(module, sources, checking);
    List<Collection<String>> pages = rules.places.own();
    for (Declaration declaration : module.tree().declarations()) {
      boolean everywhere = declaration instanceof Declaration.FileProse;
      DeclarationSlots.markdown(declaration)
          .forEach(text -> rules.text(text, everywhere ? pages : List.of()));
    }
    for (Body body : Body.of(module)) {
      boolean runbook = body.owner() instanceof Symbol.Runbook;
      rules.block(body.block(), runbook ? List.of(Places.steps(body.block())) : List.of());
    }
  }

  private void block(Block block, List<Collection<String>> pages) {
    Walk.statements(
        block,
        (Statement statement) ->
            checking.slots().markdown(statement).forEach(text -> text(text, pages)));
  }

  /**
   * @param pages the steps of each page on which it is printed; empty where nobody knows these
   */
  private void text(List<Text> lines, List<Collection<String>> pages) {
    Written written = Written.of(lines);
    for (Finding finding : Findings.in(written.text())) {
      Span span = written.span(finding.offset(), finding.length());
      switch (finding) {
        case Finding.Open(Finding.What what, int _, int _) when what == Finding.What.REFERENCE ->
            checking.tell(
                nowhere(span, "nothing defines where this link leads")
                    .label("no line of this text begins with its `[name]:`")
                    .note("A page shows the brackets, and nobody can follow them.")
                    .fix("Write `[text](address)`, or \\[ for the sign itself."));
        case Finding.Open open -> open(open.what(), span);
        case Finding.Leads(String to, int _, int _) when !Written.hasHole(to) ->
            leads(to, span, pages);
        case Finding.Leads _ -> {}
      }
    }
  }

  private void open(Finding.What what, Span span) {
    String name =
        switch (what) {
          case CODE -> "code";
          case BLOCK -> "a block of code";
          case LINK, REFERENCE -> "a link";
        };
    Diagnostic diagnostic =
        Checking.at(Code.RB1012, module, span, name + " begins here and does not end");
    checking.tell(
        switch (what) {
          case CODE ->
              diagnostic
                  .label("no backtick closes it")
                  .note("A page shows the backtick, and everything behind it as plain text.")
                  .fix("Close it with as many backticks, or write \\` for the sign itself.");
          case BLOCK ->
              diagnostic
                  .label("no such line closes it")
                  .note("A page shows everything up to the end of this prose as code.")
                  .fix("Close it with a line of the same signs.");
          case LINK, REFERENCE ->
              diagnostic
                  .label("the address has no end, or a blank in it")
                  .note("A page shows the brackets, and nobody can follow them.")
                  .fix("Write `[text](address)`; a blank in an address is `%20`.");
        });
  }

  private void leads(String to, Span span, List<Collection<String>> pages) {
    if (OUTSIDE.stream().anyMatch(to.toLowerCase(Locale.ROOT)::startsWith)) {
      return;
    }
    int hash = to.indexOf('#');
    String file = hash < 0 ? to : to.substring(0, hash);
    String place = hash < 0 ? "" : to.substring(hash + 1);
    if (!file.isEmpty()) {
      file(file, place, to, span);
    } else if (pages.isEmpty()) {
      checking.tell(
          nowhere(span, "`" + to + "` leads to no step here")
              .label("this text is printed on pages of several runbooks")
              .fix("Name the file too: `[text](file.rb4" + to + ")`."));
    } else {
      for (Collection<String> steps : pages) {
        if (!steps.contains(place)) {
          checking.tell(
              suggested(nowhere(span, "there is no step `" + place + "`"), "#", place, steps));
          return;
        }
      }
    }
  }

  private void file(String file, String place, String to, Span span) {
    if (!file.endsWith(".rb4") || file.contains("://")) {
      checking.tell(
          nowhere(span, "`" + to + "` is nothing that a page can link to")
              .label("no web address, no runbook and no step")
              .note(
                  "Pages link to `https:`, `http:` and `mailto:` addresses, to runbooks as"
                      + " `file.rb4` and to steps as `#step` or `file.rb4#step`.")
              .fix("Write the whole address, or leave the link out."));
      return;
    }
    if (!places.has(file)) {
      checking.tell(
          suggested(nowhere(span, "there is no file `" + file + "`"), "", file, places.files()));
    } else if (!place.isEmpty() && !places.in(file).contains(place)) {
      checking.tell(
          suggested(
              nowhere(span, "there is no step `" + place + "` in `" + file + "`"),
              file + "#",
              place,
              places.in(file)));
    }
  }

  private Diagnostic nowhere(Span span, String title) {
    return Checking.at(Code.RB2019, module, span, title);
  }

  private static Diagnostic suggested(
      Diagnostic diagnostic, String before, String wrong, Collection<String> known) {
    Optional<String> near = Suggestions.nearest(wrong, known);
    if (near.isPresent()) {
      String right = before + near.get();
      return diagnostic
          .label("did you mean `" + right + "`?")
          .fix("Write `[text](" + right + ")`.");
    }
    List<String> all = new ArrayList<>(known);
    return all.isEmpty() || all.size() > 12
        ? diagnostic.label("leads nowhere")
        : diagnostic.label("leads nowhere").note("There is " + Problems.list(all) + ".");
  }
}

package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Commanded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link in prose to another runbook leads to its page, and one to a step to the step there. */
class LinkedPagesTest {

  private static final String FIRST =
      """
      runbook first "First" {
        | Then [the rest](more/second.rb4), of which [the last](more/second.rb4#tidy-up) is long.
        step begin "Begin" {
          do "Begin." up to 1h
        }
      }
      """;
  private static final String SECOND =
      """
      | Behind [the beginning](../first.rb4#begin).

      runbook second "Second" {
        step look "Look" {
          do "Look." up to 1h
        }
      }

      runbook third "Third" {
        | See [below](#tidy-up), or [here](second.rb4#tidy-up).
        step wait "Wait" {
          do "Wait." up to 1h
        }
        step tidy-up "Tidy up!" {
          do "Tidy up." up to 1h
        }
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("books/more"));
    Files.writeString(folder.resolve("books/first.rb4"), FIRST);
    Files.writeString(folder.resolve("books/more/second.rb4"), SECOND);
  }

  private Path made(String format) {
    Path out = folder.resolve(format);
    String books = folder.resolve("books").toString();
    Commanded docs = Commanded.of("docs", books, "-o", out.toString(), "--format", format);
    assertThat(docs.exit()).as(docs.err()).isZero();
    return out;
  }

  @Test
  void inMarkdownAsGitHubCallsThem() {
    Path pages = made("md");
    assertThat(Made.read(pages.resolve("first.md")))
        .contains("[the rest](more/second-second.md)")
        .contains("[the last](more/second-third.md#2-tidy-up)");
    assertThat(Made.read(pages.resolve("more/second-third.md")))
        .contains("[the beginning](../first.md#1-begin)")
        .contains("[below](#2-tidy-up), or [here](#2-tidy-up)");
  }

  @Test
  void inHtml() {
    Path pages = made("html");
    assertThat(Made.read(pages.resolve("first.html")))
        .contains("href=\"more/second-third.html#tidy-up\"");
    assertThat(Made.read(pages.resolve("more/second-third.html")))
        .contains("<h3 id=\"tidy-up\">", "href=\"../first.html#begin\"");
  }

  @Test
  void inSphinx() throws IOException {
    RstTest.Tool sphinx = RstTest.Tool.named("sphinx-build", "python3-sphinx");
    Path pages = made("rst");
    Files.writeString(pages.resolve("conf.py"), "project = 'books'\n");
    Path built = pages.resolve("_build");
    assertThat(sphinx.says(pages, "-q", "-n", "-W", pages.toString(), built.toString())).isEmpty();
    assertThat(Made.read(built.resolve("first.html")))
        .contains("href=\"more/second-third.html#second-third-tidy-up\"");
    assertThat(Made.read(built.resolve("more/second-third.html")))
        .contains("id=\"second-third-tidy-up\"", "href=\"../first.html#first-begin\"")
        .contains("href=\"#second-third-tidy-up\"");
  }

  @Test
  void whereAFileIsInTheWayNothingIsWrittenAndThatIsSaid() throws IOException {
    String books = folder.resolve("books").toString();
    Path out = Files.writeString(folder.resolve("out"), "mine");
    Commanded docs = Commanded.of("docs", books, "-o", out.toString());
    assertThat(docs.exit()).isEqualTo(2);
    assertThat(docs.err()).contains("cannot be written: a file is where a folder should be.");
    assertThat(out).hasContent("mine");
  }

  /** What is printed on the page of another folder leads to where its own file says. */
  @Test
  void fromTheFileInWhichTheyWereWritten() throws IOException {
    Path shared = Files.createDirectories(folder.resolve("books/shared"));
    Files.writeString(shared.resolve("notes.rb4"), "| # Notes\n");
    Files.writeString(
        shared.resolve("look.rb4"),
        """
        procedure look-around "Look around" () {
          | As in [the notes](notes.rb4), and [first](../first.rb4#begin).
          do "Look, as [the notes](notes.rb4) say." up to 1h
        }

        environment lab "Lab" {
          | Of [the notes](notes.rb4).
        }
        """);
    Files.writeString(
        folder.resolve("books/more/fourth.rb4"),
        """
        use look-around, lab from "../shared/look.rb4"

        runbook fourth "Fourth" in lab {
          step look "Look" {
            look-around()
          }
        }
        """);
    assertThat(Made.read(made("md").resolve("more/fourth.md")))
        .contains("As in [the notes](../shared/notes.md), and [first](../first.md#1-begin).")
        .contains("Look, as [the notes](../shared/notes.md) say.")
        .contains("Of [the notes](../shared/notes.md).");
  }

  /** What a link promises is looked at while somebody writes it, and not at 3 am. */
  @Test
  void aLinkThatLeadsNowhereIsFoundWithWhatWasMeant() throws IOException {
    Path file = folder.resolve("books/first.rb4");
    Files.writeString(file, FIRST.replace("second.rb4#tidy-up", "second.rb4#tidyup"));
    Commanded check = Commanded.of("check", file.toString());
    assertThat(check.exit()).isEqualTo(2);
    assertThat(check.out() + check.err())
        .contains("RB2019", "there is no step `tidyup` in `more/second.rb4`")
        .contains("did you mean `more/second.rb4#tidy-up`?");

    Path sibling = Files.writeString(folder.resolve("books/last.rb4"), "| [It](frist.rb4)\n");
    Commanded other = Commanded.of("check", sibling.toString());
    assertThat(other.out() + other.err()).contains("Write `[text](first.rb4)`.");
  }
}

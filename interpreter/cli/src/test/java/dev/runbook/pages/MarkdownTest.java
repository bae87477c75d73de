package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.plan.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Markdown pages are clean: no HTML, and every link leads somewhere and does no harm. */
class MarkdownTest {

  @TempDir static Path folder;

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private static final String ORDERS =
      """
      use jenkins

      team ops "Operations" {
        contact "mailto:ops@example.com"
      }

      environment live "Live" {
        address = "https://example.com/"
      }

      enum Order {
        first
        second
        third
        fourth
      }

      component shop "The shop" {
        param soak: duration = 1m "how long it is watched"
        running => jenkins.deployed("shop")

        deploy(v: version) {
          | Watched for ${soak}.
          do "Turn it to ${v}." by ops up to 1h
        }
      }

      runbook orders "In one of several orders" in live {
        param tag: version "the release"
        step all "All of it" {
          let order = ask "In which order?" as Order by ops up to 1h
          match order {
            first {
              deploy shop(soak: 1m) to tag
            }
            second {
              deploy shop to tag
            }
            third {
              deploy shop(soak: 2m) to tag
            }
            fourth {
              deploy shop(soak: 2m) to v1.0
            }
          }
        }
      }
      """;

  @BeforeAll
  static void make() {
    Made.site("md", folder);
  }

  private static Stream<String> pages() {
    Stream<String> hard =
        Stream.of("hard", "after").map(name -> Made.page(Made.HARD, "md", "--runbook", name));
    return Stream.concat(Made.files(folder).stream().map(Made::read), hard);
  }

  @Test
  void thereIsNoHtmlInThem() {
    List<String> html = new ArrayList<>();
    pages()
        .forEach(page ->
            PARSER
                .parse(page)
                .accept(
                    new AbstractVisitor() {
                      @Override
                      public void visit(HtmlBlock block) {
                        html.add(block.getLiteral());
                      }

                      @Override
                      public void visit(HtmlInline inline) {
                        html.add(inline.getLiteral());
                      }

                      @Override
                      public void visit(Image image) {
                        html.add(image.getDestination());
                      }
                    }));
    assertThat(html).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    pages()
        .forEach(page -> {
          Node document = PARSER.parse(page);
          List<String> places = new ArrayList<>();
          List<String> links = new ArrayList<>();
          document.accept(
              new AbstractVisitor() {
                @Override
                public void visit(Heading heading) {
                  String place = "#" + slug(text(heading));
                  long before = places.stream().filter(p -> p.startsWith(place)).count();
                  places.add(before == 0 ? place : place + "-" + before);
                }

                @Override
                public void visit(Link link) {
                  links.add(link.getDestination());
                }
              });
          assertThat(links)
              .allMatch(link ->
                  link.matches("(https?://|mailto:)\\S+")
                      || places.contains(link)
                      || folder.resolve(link).toFile().isFile());
        });
  }

  private static String text(Node node) {
    return TextContentRenderer.builder().build().render(node);
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  /** Where the order is open, the same deployment is told once; another one is another. */
  @Test
  void whatIsDoneInAnotherWayIsToldByItself(@TempDir Path own) throws IOException {
    Path orders = Files.writeString(own.resolve("orders.rb4"), ORDERS);
    String page = Made.page(orders.toString(), "md");
    assertThat(page.split("Watched for 1m", -1)).as("in both of the first two orders").hasSize(2);
    assertThat(page.split("Watched for 2m", -1)).as("of each version").hasSize(3);
    assertThat(page).contains("Turn it to v1.0.").contains("Turn it to `<tag>`.");
  }

  /** What a value or a text says is shown, and means nothing. */
  @Test
  void whatIsWrittenIsSeen() {
    String page = Made.page(Made.HARD, "md", "--runbook", "hard");
    String html =
        HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .escapeHtml(true)
            .build()
            .render(PARSER.parse(page));
    assertThat(html)
        .contains(
            "&lt;b&gt;HTML&lt;/b&gt; &amp; entities, a_b_c",
            "&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("Is it &lt;dark&gt;?")
        .contains("<td>Serves | everybody.</td>", "the release | with a pipe")
        .contains("https://example.com/a_b?x=1&amp;amp=2")
        .contains("a ladder *and* a lamp", "red_one", "Lighting attic for &lt;tag&gt; *now*")
        .contains("<pre><code class=\"language-sh\">lampctl smash red_one\n</code></pre>")
        .contains("A script and a file.")
        .doesNotContain("href=\"javascript", "file:");
    assertThat(page.chars().filter(c -> Words.isHole((char) c))).isEmpty();
  }
}

package dev.runbook.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTML pages need nothing but themselves, and nothing in them is anything else than text. */
class HtmlTest {

  @TempDir static Path folder;

  @BeforeAll
  static void make() {
    Made.site("html", folder);
  }

  private static Stream<String> pages() {
    return Stream.concat(
        Made.files(folder).stream().map(Made::read),
        Stream.of(Made.page(Made.HARD, "html", "--runbook", "hard")));
  }

  private static List<String> found(String pattern, String page) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(page)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  @Test
  void theyLoadNothing() {
    pages()
        .forEach(page ->
            assertThat(page)
                .doesNotContainPattern("<(img|iframe|object|embed|video|audio)\\b")
                .doesNotContainPattern("\\bsrc=")
                .doesNotContainPattern("@import|url\\((?!#)")
                .contains("default-src 'none'"));
  }

  @Test
  void everyPlaceHasItsOwnNameAndEveryLinkLeadsToOne() {
    pages()
        .forEach(page -> {
          String text = page.replaceAll("(?s)<script>.*?</script>|<style>.*?</style>", "");
          List<String> ids = found("\\bid=\"([^\"]*)\"", text);
          assertThat(ids).doesNotHaveDuplicates();
          assertThat(found("href=\"#([^\"]*)\"", text)).allMatch(ids::contains);
          assertThat(found("href=\"([^\"#]*)[#\"]", text))
              .allMatch(to ->
                  to.isEmpty()
                      || to.matches("(https?://|mailto:|data:,).*")
                      || folder.resolve(to).toFile().isFile());
        });
  }

  @Test
  void onlyTheirOwnScriptRuns() throws NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    pages()
        .forEach(page -> {
          List<String> scripts = found("<script>(.*?)</script>", page);
          assertThat(scripts).hasSize(1);
          String hash =
              Base64.getEncoder().encodeToString(sha.digest(scripts.getFirst().getBytes(UTF_8)));
          assertThat(page).contains("script-src 'sha256-" + hash + "'");
          assertThat(found("\\s(on\\w+)=", page.replace(scripts.getFirst(), ""))).isEmpty();
        });
  }

  @Test
  void whatIsHardToPrintIsText() {
    assertThat(Made.page(Made.HARD, "html", "--runbook", "hard"))
        .contains("&lt;b&gt;HTML&lt;/b&gt; &amp; entities, a_b_c")
        .contains("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
        .contains("2. Is it &lt;dark&gt;?")
        .contains("<pre><code class=\"language-sh\">lampctl smash red_one\n</code></pre>")
        .contains("A script and a file.")
        .doesNotContain("href=\"javascript", "file:");
  }

  @Test
  void theStepsAreDrawn() {
    String page = Made.read(folder.resolve("deploy-prod.html"));
    assertThat(page)
        .containsSubsequence(
            "<svg class=\"flow\"", "3. Is now a good time?", "Release Duty confirms")
        .containsSubsequence(
            "<a href=\"#good-time\"><rect class=\"box gate\"", "<h3 id=\"good-time\">")
        .contains("<input type=\"checkbox\" id=\"did-good-time-asked-post\"");
  }
}

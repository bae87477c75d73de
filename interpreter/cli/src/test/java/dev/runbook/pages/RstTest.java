package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** reStructuredText pages build without a warning, alone and as part of a project. */
class RstTest {

  @TempDir static Path folder;

  @BeforeAll
  static void make() throws IOException {
    Made.site("rst", folder);
    Files.writeString(folder.resolve("hard.rst"), Made.page(Made.HARD, "rst", "--runbook", "hard"));
    Files.writeString(
        folder.resolve("after.rst"), Made.page(Made.HARD, "rst", "--runbook", "after"));
    String index = Made.read(folder.resolve("index.rst"));
    Files.writeString(folder.resolve("index.rst"), index.stripTrailing() + "\n   hard\n   after\n");
    Files.writeString(folder.resolve("conf.py"), "project = 'runbooks'\n");
  }

  private static Stream<Path> pages() {
    return Made.files(folder).stream()
        .filter(file -> file.toString().endsWith(".rst"))
        .filter(file -> !file.endsWith("index.rst"));
  }

  @Test
  void docutilsHasNothingToSay() {
    Tool rst2html = Tool.named("rst2html", "python3-docutils");
    assertThat(pages()).hasSizeGreaterThan(10);
    assertThat(pages())
        .allSatisfy(page ->
            assertThat(rst2html.says(folder, "--report=2", page.toString(), "/dev/null"))
                .isEmpty());
  }

  @Test
  void sphinxBuildsThemWithoutAWarning() {
    Tool sphinx = Tool.named("sphinx-build", "python3-sphinx");
    Path built = folder.resolve("_build");
    assertThat(
            sphinx.says(
                folder, "-q", "-n", "-W", "--keep-going", folder.toString(), built.toString()))
        .isEmpty();
    assertThat(Made.read(built.resolve("deploy-prod.html")))
        .contains("href=\"#deploy-prod-how-to-deploy-balrog-admin-production-to-tag-version\"")
        .contains("href=\"restore-database.html\"");
  }

  @Test
  void whatIsHardToPrintIsSeen() throws IOException {
    Tool rst2html = Tool.named("rst2html", "python3-docutils");
    Path html = folder.resolve("hard.html");
    assertThat(rst2html.says(folder, folder.resolve("hard.rst").toString(), html.toString()))
        .isEmpty();
    assertThat(Made.read(html))
        .contains("&lt;b&gt;HTML&lt;/b&gt; &amp; entities, a_b_c")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Is it &lt;dark&gt;?")
        .contains("a ladder *and* a lamp", "Lighting attic for &lt;tag&gt; *now*")
        .contains("A script and a file.")
        .doesNotContain("href=\"javascript", "file:");
    Files.delete(html);
  }

  /** A program that not every machine has. */
  record Tool(String program) {
    static Tool named(String program, String debianPackage) {
      boolean there =
          Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
              .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
      String reason = "there is no " + program + ": install the Debian package " + debianPackage;
      if (!there) {
        System.err.println("skipped: " + reason);
      }
      Assumptions.assumeTrue(there, reason);
      return new Tool(program);
    }

    String says(Path folder, String... args) {
      try {
        List<String> command = Stream.concat(Stream.of(program), Stream.of(args)).toList();
        Process process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said =
            new String(
                process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : said + "(it failed)";
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Commanded;
import dev.runbook.cli.LeftRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML pages in a real browser: without a complaint, by keyboard, on a narrow screen. */
class BrowserTest {

  @TempDir(cleanup = CleanupMode.NEVER)
  static Path folder;

  private static @Nullable Browser browser;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    browser = Browser.open(Files.createDirectory(folder.resolve("profile")));
    Path site = folder.resolve("site");
    Made.site("html", site);
    Files.writeString(site.resolve("hard.html"), Made.page(Made.HARD, "html", "--runbook", "hard"));
    LeftRun run =
        LeftRun.of(
            "deploy-prod",
            folder,
            List.of("--tag", "v3.20"),
            line -> line.contains("\"kind\":\"intent\"") && line.contains("backends/admin/"));
    Commanded eject = Commanded.of("eject", "--state", run.state(), "--format", "html");
    Files.writeString(site.resolve("rest.html"), eject.out());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingToComplainOf() {
    assertThat(chromium().complaints()).isEmpty();
  }

  private static Browser chromium() {
    return java.util.Objects.requireNonNull(browser);
  }

  private static Browser show(String page, int width) throws IOException, InterruptedException {
    chromium().show(folder.resolve("site/" + page), width);
    return chromium();
  }

  @Test
  void everyPageIsShownWithoutAComplaint() throws IOException, InterruptedException {
    for (Path page : Made.files(folder.resolve("site"))) {
      Browser shown = show(page.getFileName().toString(), 1280);
      assertThat(shown.value("document.querySelector('h1').textContent")).isNotBlank();
      assertThat(shown.complaints()).as("%s", page).isEmpty();
    }
  }

  @Test
  void onANarrowScreenOnlyWhatIsMeantToMoveMoves() throws IOException, InterruptedException {
    for (Path page : Made.files(folder.resolve("site"))) {
      Browser shown = show(page.getFileName().toString(), 400);
      assertThat(Integer.parseInt(shown.value("document.documentElement.scrollWidth")))
          .as("%s", page)
          .isLessThanOrEqualTo(400);
    }
  }

  @Test
  void whatWasTickedByKeyboardIsTickedTheNextTime() throws IOException, InterruptedException {
    Browser shown = show("deploy-prod.html", 1280);
    String box = "document.getElementById('did-good-time-asked-post')";
    shown.value(box + ".focus()");
    shown.key(" ", 32);
    assertThat(shown.value(box + ".checked")).isEqualTo("true");
    assertThat(shown.value("document.querySelector('.progress').textContent"))
        .startsWith("1 ticked");

    show("escalate.html", 1280);
    show("deploy-prod.html", 1280);
    assertThat(shown.value(box + ".checked")).isEqualTo("true");
    shown.value("document.querySelector('.progress button').focus()");
    shown.key("Enter", 13);
    show("deploy-prod.html", 1280);
    assertThat(shown.value(box + ".checked")).isEqualTo("false");
  }

  @Test
  void theFirstTabLeadsToTheTextAndTheNextToTheRest() throws IOException, InterruptedException {
    Browser shown = show("deploy-prod.html", 1280);
    shown.key("Tab", 9);
    assertThat(shown.value("document.activeElement.className")).isEqualTo("skip");
    shown.key("Enter", 13);
    assertThat(shown.value("document.activeElement.id")).isEqualTo("main");
  }

  @Test
  void aSearchFindsWhatStandsInAPage() throws IOException, InterruptedException {
    Browser shown = show("index.html", 1280);
    String found =
        "[...document.querySelectorAll('#found > li:not([hidden])')].map(e =>"
            + " e.textContent).join()";
    assertThat(shown.value(found)).contains("Getting help", "Pushing Balrog to production");

    shown.value("document.getElementById('search').focus()");
    for (char letter : "canary".toCharArray()) {
      shown.key(String.valueOf(letter), Character.toUpperCase(letter));
    }
    assertThat(shown.value(found)).contains("Pushing Balrog to production").doesNotContain("UI");
    for (char letter : " xyz".toCharArray()) {
      shown.key(String.valueOf(letter), Character.toUpperCase(letter));
    }
    assertThat(shown.value(found)).isEmpty();
    assertThat(shown.value("document.getElementById('none').hidden")).isEqualTo("false");
  }

  @Test
  void aSearchTellsWhereItFoundWhatItFound() throws IOException, InterruptedException {
    Browser shown = show("index.html", 400);
    shown.value("document.getElementById('search').focus()");
    for (char letter : "nightly".toCharArray()) {
      shown.key(String.valueOf(letter), Character.toUpperCase(letter));
    }
    String said = "[...document.querySelectorAll('#found > li:not([hidden]) p')].map(e =>";
    assertThat(shown.value(said + " e.textContent).join()"))
        .contains("The database is snapshotted nightly");
    assertThat(shown.value(said + " e.querySelector('mark').textContent).join()"))
        .contains("nightly");
    shown.key("Tab", 9);
    assertThat(shown.value("document.activeElement.closest('li').hidden")).isEqualTo("false");
  }

  /** From link to link and from box to box, in the order of the page, and each can be seen. */
  @Test
  void tabLeadsThroughTheWholePage() throws IOException, InterruptedException {
    Browser shown = show("deploy-prod.html", 1280);
    shown.value("localStorage.clear(); document.body.focus()");
    List<String> visited = new ArrayList<>();
    for (int press = 0; press < 300; press++) {
      shown.key("Tab", 9);
      String at =
          shown.value(
              """
              (() => {
                const e = document.activeElement;
                if (e === document.body) return "";
                const s = getComputedStyle(e);
                const seen = s.outlineStyle !== "none" || e.className === "skip";
                return (seen ? "" : "unseen ") + (e.id || e.getAttribute("href") || e.className || e.tagName);
              })()
              """);
      if (at.isEmpty()) {
        break;
      }
      visited.add(at);
    }
    assertThat(visited)
        .containsSubsequence(
            "#main",
            "SUMMARY",
            "#at-a-glance",
            "#good-time",
            "#people",
            "copy",
            "did-good-time-asked-post",
            "did-good-time-push-balrog-to-production")
        .noneMatch(at -> at.startsWith("unseen"));
    int boxes = Integer.parseInt(shown.value("document.querySelectorAll('input').length + ''"));
    assertThat(visited.stream().filter(at -> at.startsWith("did-"))).hasSize(boxes);
  }

  @Test
  void aDiagramOfFewStepsIsNoPoster() throws IOException, InterruptedException {
    String grown =
        "(svg => svg.getBoundingClientRect().width > svg.viewBox.baseVal.width + 1)"
            + "(document.querySelector('svg.flow'))";
    for (int width : new int[] {400, 1280}) {
      assertThat(show("investigate.html", width).value(grown)).as("%d", width).isEqualTo("false");
    }
  }

  /** Nobody can scroll on paper; half of this width is that of a small sheet. */
  @Test
  void onPaperNothingIsCutOff() throws IOException, InterruptedException {
    String cut =
        "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 &&"
            + " e.clientWidth > 0 || e.getBoundingClientRect().right > innerWidth + 1)"
            + ".map(e => e.tagName + ' ' + e.textContent.slice(0, 60)).join()";
    for (Path page : Made.files(folder.resolve("site"))) {
      Browser shown = show(page.getFileName().toString(), 400);
      shown.look("light", "print");
      try {
        assertThat(shown.value(cut)).as("%s", page).isEmpty();
      } finally {
        shown.look("light", "");
      }
    }
  }

  @Test
  void onPaperStandsThePageAndNothingToClick() throws IOException, InterruptedException {
    Browser shown = show("deploy-prod.html", 800);
    shown.look("light", "print");
    String hidden =
        "[...document.querySelectorAll('nav, .copy, .anchor, .progress')].every(e =>"
            + " getComputedStyle(e).display === 'none')";
    String behind = "getComputedStyle(document.querySelector('%s'), '::after').content";
    try {
      assertThat(shown.value(hidden)).isEqualTo("true");
      assertThat(shown.value(behind.formatted("main p a[href^=http]:not(.bare)")))
          .contains("https://");
      assertThat(shown.value(behind.formatted("main a.bare"))).isEqualTo("none");
      assertThat(shown.call("Page.printToPDF", Map.of()).get("data").asText().length())
          .isGreaterThan(50_000);
    } finally {
      shown.look("light", "");
    }
  }

  /** What is told of a page by a tool that knows what people need who see or move otherwise. */
  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 400", "dark, 400"})
  void nobodyIsLockedOut(String scheme, int width) throws IOException, InterruptedException {
    String axe = Axe.script();
    try {
      chromium().look(scheme, "");
      for (Path page : Made.files(folder.resolve("site"))) {
        Browser shown = show(String.valueOf(page.getFileName()), width);
        shown.value(axe);
        assertThat(Axe.found(shown)).as("%s", page).isEmpty();
      }
    } finally {
      chromium().look("light", "");
    }
  }

  @Test
  void theToolFindsWhatIsWrong() throws IOException, InterruptedException {
    String axe = Axe.script();
    Browser shown = show("deploy-prod.html", 1280);
    shown.value(axe);
    shown.value(
        "document.documentElement.style.setProperty('--ink', '#999999');"
            + " document.querySelector('input').removeAttribute('aria-label')");
    assertThat(Axe.found(shown).toString()).contains("color-contrast", "label");
  }
}

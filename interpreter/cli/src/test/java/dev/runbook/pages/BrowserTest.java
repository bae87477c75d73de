package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** HTML pages in a real browser: without a complaint, by keyboard, on a narrow screen. */
class BrowserTest {

  @TempDir(cleanup = CleanupMode.NEVER)
  static Path folder;

  private static @Nullable Browser browser;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    browser = Browser.open(Files.createDirectory(folder.resolve("profile")));
    Made.site("html", folder.resolve("site"));
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
    assertThat(shown.value("document.querySelector('.progress').textContent")).startsWith("1 of ");

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
    assertThat(shown.value(found))
        .contains("Support and escalation", "Pushing Balrog to production");

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

  /** Each colour of letters stands out from what is behind it, in light and in dark. */
  @Test
  void lettersStandOut() throws IOException, InterruptedException {
    for (String scheme : new String[] {"light", "dark"}) {
      Browser shown = show("deploy-prod.html", 1280);
      shown.call(
          "Emulation.setEmulatedMedia",
          java.util.Map.of(
              "features",
              java.util.List.of(
                  java.util.Map.of("name", "prefers-color-scheme", "value", scheme))));
      for (String pair :
          new String[] {
            "ink paper", "soft paper", "link paper", "ink tint", "link tint", "ink gate", "ink box"
          }) {
        String[] names = pair.split(" ", -1);
        String script =
            """
            (() => {
              const of = name => {
                const hex = getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
                const part = at => {
                  const c = parseInt(hex.substr(at, 2), 16) / 255;
                  return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
                };
                return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
              };
              const [a, b] = [of('%s'), of('%s')];
              return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            })()
            """
                .formatted(names[0], names[1]);
        assertThat(Double.parseDouble(shown.value(script)))
            .as(scheme + " " + pair)
            .isGreaterThan(4.5);
      }
    }
  }
}

package dev.runbook.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every relative link in the repository's documents leads somewhere. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Document document : Document.below("")) {
      LINK.matcher(document.prose().replaceAll("`[^`\n]*`", ""))
          .results()
          .map(found -> found.group(1))
          .filter(link -> !link.matches("[a-z]+:.*"))
          .filter(link -> !resolves(document, link))
          .forEach(link -> broken.add(document.path() + ": " + link));
    }
    assertThat(broken).isEmpty();
  }

  private static boolean resolves(Document from, String link) {
    String path = link.replaceAll("#.*", "");
    Path folder = from.path().getParent() == null ? Path.of("") : from.path().getParent();
    Path target = path.isEmpty() ? from.path() : folder.resolve(path).normalize();
    if (!Files.exists(Document.ROOT.resolve(target))) {
      return false;
    }
    return !link.contains("#") || anchors(target).contains(link.replaceAll(".*#", ""));
  }

  /** As Markdown viewers name headings. */
  private static List<String> anchors(Path target) {
    return HEADING
        .matcher(Document.of(target.toString()).prose())
        .results()
        .map(MatchResult::group)
        .map(heading -> heading.replaceAll("^#+ +", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}

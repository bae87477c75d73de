package dev.runbook.stdlib.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.stdlib.exchange.Json;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** What GitHub answers, with all that its published description requires. */
final class GithubJson {

  private static final String WEB = "https://github.com/";
  private static final String USER = "runbook";

  private static final List<String> OF_A_USER =
      List.of(
          "avatar",
          "events",
          "followers",
          "following",
          "gists",
          "organizations",
          "received_events",
          "repos",
          "starred",
          "subscriptions");
  private static final List<String> OF_A_REPOSITORY =
      List.of(
          "archive",
          "assignees",
          "blobs",
          "branches",
          "collaborators",
          "comments",
          "commits",
          "compare",
          "contents",
          "contributors",
          "deployments",
          "downloads",
          "events",
          "forks",
          "git_commits",
          "git_refs",
          "git_tags",
          "hooks",
          "issue_comment",
          "issue_events",
          "issues",
          "keys",
          "labels",
          "languages",
          "merges",
          "milestones",
          "notifications",
          "pulls",
          "releases",
          "stargazers",
          "statuses",
          "subscribers",
          "subscription",
          "tags",
          "teams",
          "trees",
          "clone",
          "git",
          "ssh",
          "svn");
  private static final List<String> OF_A_RUN =
      List.of("jobs", "logs", "check_suite", "cancel", "rerun", "artifacts", "workflow");

  private final String api;
  private final String name;

  GithubJson(URI base, String name) {
    this.name = name;
    api = base.toString().replaceAll("/$", "") + "/repos/" + name;
  }

  static ObjectNode error(String message) {
    return Json.object()
        .put("message", message)
        .put("documentation_url", "https://docs.github.com/rest");
  }

  static ObjectNode rateLimit(Instant now) {
    ObjectNode left =
        Json.object()
            .put("limit", 5000)
            .put("used", 1)
            .put("remaining", 4999)
            .put("reset", now.plusSeconds(3600).getEpochSecond());
    ObjectNode json = Json.object();
    ObjectNode resources = json.putObject("resources");
    resources.set("core", left);
    resources.set("search", left);
    json.set("rate", left);
    return json;
  }

  ObjectNode repository(Instant now) {
    ObjectNode json =
        node(1, api)
            .put("name", name.substring(name.indexOf('/') + 1))
            .put("full_name", name)
            .put("html_url", WEB + name)
            .put("private", false)
            .put("fork", false)
            .put("default_branch", "main")
            .put("archived", false)
            .put("disabled", false)
            .put("pushed_at", time(now))
            .put("created_at", time(now))
            .put("updated_at", time(now));
    for (String none : List.of("description", "homepage", "language", "mirror_url", "license")) {
      json.putNull(none);
    }
    for (String has : List.of("issues", "projects", "wiki", "pages", "discussions")) {
      json.put("has_" + has, false);
    }
    for (String count :
        List.of(
            "forks",
            "forks_count",
            "open_issues",
            "open_issues_count",
            "size",
            "watchers",
            "stargazers_count",
            "watchers_count",
            "network_count",
            "subscribers_count")) {
      json.put(count, 0);
    }
    json.putObject("permissions")
        .put("admin", false)
        .put("push", true)
        .put("pull", true)
        .put("maintain", false)
        .put("triage", true);
    json.set("owner", user(name.substring(0, name.indexOf('/'))));
    return links(json, OF_A_REPOSITORY, api);
  }

  ObjectNode release(SimulatedRelease release) {
    String url = api + "/releases/" + release.id;
    String page = WEB + name + "/releases/tag/" + release.shownTag();
    ObjectNode json =
        node(release.id, url)
            .put("html_url", page)
            .put("tag_name", release.tag)
            .put("target_commitish", "main")
            .put("name", release.name)
            .put("body", release.notes)
            .put("draft", release.draft)
            .put("prerelease", release.prerelease)
            .put("immutable", release.immutable)
            .put("created_at", time(release.created))
            .put("published_at", release.draft ? null : time(release.created));
    json.putArray("assets");
    json.set("author", user(USER));
    return links(json, List.of("assets", "upload", "tarball", "zipball"), url);
  }

  ObjectNode ref(String ref, String object, String type) {
    ObjectNode json =
        Json.object().put("ref", ref).put("node_id", "R_" + object).put("url", api + "/git/" + ref);
    json.set("object", object(object, type));
    return json;
  }

  ObjectNode tag(
      String object, String tag, String target, String type, String reason, Instant now) {
    ObjectNode json =
        Json.object()
            .put("sha", object)
            .put("node_id", "T_" + object)
            .put("url", api + "/git/tags/" + object)
            .put("tag", tag)
            .put("message", tag);
    json.set("tagger", person(now));
    json.set("object", object(target, type));
    json.putObject("verification")
        .put("verified", reason.equals("valid"))
        .put("reason", reason)
        .putNull("payload")
        .putNull("signature")
        .putNull("verified_at");
    return json;
  }

  ObjectNode file(String path, String at, String id, byte[] content) {
    String url = api + "/contents/" + path;
    ObjectNode json =
        Json.object()
            .put("type", "file")
            .put("encoding", "base64")
            .put("size", content.length)
            .put("name", path.substring(path.lastIndexOf('/') + 1))
            .put("path", path)
            .put("sha", id)
            .put("url", url + "?ref=" + at)
            .put("content", Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(content))
            .put("html_url", WEB + name + "/blob/" + at + "/" + path);
    links(json, List.of("git", "download"), url);
    json.putObject("_links").put("self", url).put("git", url).put("html", url);
    return json;
  }

  ObjectNode commit(String id, String title, Instant now) {
    String url = api + "/commits/" + id;
    ObjectNode json = Json.object().put("url", url).put("sha", id).put("node_id", "C_" + id);
    json.put("html_url", WEB + name + "/commit/" + id).put("comments_url", url + "/comments");
    ObjectNode inner = json.putObject("commit");
    inner.put("message", title).put("comment_count", 0).put("url", url);
    inner.set("author", person(now));
    inner.set("committer", person(now));
    inner.putObject("tree").put("sha", id).put("url", url);
    json.set("author", user(USER));
    json.set("committer", user(USER));
    json.putArray("parents");
    return json;
  }

  ObjectNode comparison(
      String range, ArrayNode commits, int total, int behind, ObjectNode base, List<String> files) {
    String url = api + "/compare/" + range;
    ObjectNode json =
        Json.object()
            .put("url", url)
            .put("html_url", WEB + name + "/compare/" + range)
            .put("permalink_url", WEB + name + "/compare/" + range)
            .put("diff_url", url + ".diff")
            .put("patch_url", url + ".patch")
            .put(
                "status",
                total == 0
                    ? behind == 0 ? "identical" : "behind"
                    : behind == 0 ? "ahead" : "diverged")
            .put("ahead_by", total)
            .put("behind_by", behind)
            .put("total_commits", total);
    json.set("base_commit", base);
    json.set("merge_base_commit", base.deepCopy());
    json.set("commits", commits);
    ArrayNode changed = json.putArray("files");
    for (String file : files) {
      ObjectNode entry = changed.addObject().put("filename", file).put("status", "modified");
      entry.putNull("sha").put("additions", 0).put("deletions", 0).put("changes", 0);
      links(entry, List.of("blob", "contents", "raw"), api + "/" + file.hashCode());
    }
    return json;
  }

  ObjectNode run(SimulatedRuns.Run run, Instant now) {
    String url = api + "/actions/runs/" + run.id();
    ObjectNode json =
        node(run.id(), url)
            .put("html_url", WEB + name + "/actions/runs/" + run.id())
            .put("head_branch", run.ref())
            .put("run_number", run.id())
            .put("display_title", run.workflow().file())
            .put("event", "workflow_dispatch")
            .put("status", run.status(now))
            .put("conclusion", run.conclusion(now))
            .put("head_sha", run.commit())
            .put("path", ".github/workflows/" + run.workflow().file())
            .put("workflow_id", run.workflow().id())
            .put("created_at", time(run.started()))
            .put("updated_at", time(now))
            .putNull("head_commit");
    json.set("repository", repository(now));
    json.set("head_repository", repository(now));
    json.putArray("pull_requests");
    return links(json, OF_A_RUN, url);
  }

  ObjectNode workflow(SimulatedRuns.Workflow workflow) {
    return node(workflow.id(), api + "/actions/workflows/" + workflow.id())
        .put("name", workflow.file())
        .put("path", ".github/workflows/" + workflow.file())
        .put("state", "active");
  }

  private static ObjectNode object(String id, String type) {
    return Json.object()
        .put("type", type)
        .put("sha", id)
        .put("url", "https://api.github.com/objects/" + id);
  }

  private static ObjectNode person(Instant now) {
    return Json.object()
        .put("name", USER)
        .put("email", USER + "@runbook.invalid")
        .put("date", time(now));
  }

  private static ObjectNode user(String login) {
    String url = "https://api.github.com/users/" + login;
    ObjectNode json =
        node(1, url)
            .put("login", login)
            .put("html_url", WEB + login)
            .put("gravatar_id", "")
            .put("site_admin", false)
            .put("type", "User");
    return links(json, OF_A_USER, url);
  }

  private static ObjectNode node(long id, String url) {
    return Json.object().put("id", id).put("node_id", "N_" + id).put("url", url);
  }

  private static ObjectNode links(ObjectNode json, List<String> names, String url) {
    names.forEach(each -> json.put(each + "_url", url + "/" + each));
    return json;
  }

  private static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

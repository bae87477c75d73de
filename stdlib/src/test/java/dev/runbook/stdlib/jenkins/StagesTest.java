package dev.runbook.stdlib.jenkins;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stage views that the stand-in does not make: several inputs, inputs with values, races, no
 * plug-in.
 */
class StagesTest {

  private static final String PAUSED =
      "{'status':'PAUSED_PENDING_INPUT','stages':[{'name':'GO','status':'PAUSED_PENDING_INPUT'}]}";
  private static final String RUNNING =
      "{'status':'IN_PROGRESS','stages':[{'name':'GO','status':'IN_PROGRESS'}]}";
  private static final String ABORTED =
      "{'status':'ABORTED','stages':[{'name':'GO','status':'ABORTED'}]}";
  private static final String ONE_INPUT = "[{'id':'Abc','message':'Sure?','inputs':[]}]";

  @TempDir private @Nullable Path scratch;

  @Test
  void anInputWithValuesIsLeftToAPerson() {
    ServiceFailure failure =
        failure(
            () -> proceed("GO", views(PAUSED, "[{'id':'Abc','inputs':[{'name':'who'}]}]", 200)));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("only a person can give");
  }

  @Test
  void ofSeveralInputsTheOneWithTheStagesWordsIsApproved() throws Exception {
    String two = "[{'id':'Abc','message':'X'},{'id':'Def','message':'GO'}]";
    assertThat(proceed("GO", views(PAUSED, two, 200)))
        .containsExactly("/job/p/1/input/Def/proceedEmpty");
  }

  @Test
  void ofSeveralInputsThatCannotBeToldApartNoneIsApproved() {
    String two = "[{'id':'Abc','message':'X'},{'id':'Def','message':'Y'}]";
    ServiceFailure failure = failure(() -> proceed("GO", views(PAUSED, two, 200)));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("2 inputs at once");
  }

  @Test
  void anInputThatSomebodySettledMeanwhileIsJudgedByHowTheRunStands() throws Exception {
    assertThat(proceed("GO", settledBetween(404, RUNNING))).hasSize(1);
    assertThat(proceed("GO", settledBetween(400, RUNNING))).hasSize(1);
    assertThat(failure(() -> proceed("GO", settledBetween(404, ABORTED))).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(failure(() -> proceed("GO", settledBetween(400, PAUSED))).kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void aForbiddenApprovalIsNotOurs() {
    assertThat(failure(() -> proceed("GO", views(PAUSED, ONE_INPUT, 403))).kind())
        .isEqualTo(Kind.UNAUTHORIZED);
  }

  @Test
  void aStageMayBeNamedOnlyInItsQuestion() throws Exception {
    String view =
        "{'status':'PAUSED_PENDING_INPUT','stages':[{'name':'deploy','status':'SUCCESS'}]}";
    assertThat(proceed("Sure?", views(view, ONE_INPUT, 200))).hasSize(1);
  }

  @Test
  void whetherAStageThatIsNotShownWasApprovedCannotBeTold() {
    String view = "{'status':'IN_PROGRESS','stages':[]}";
    ServiceFailure failure =
        failure(() -> perform("approved-after", "Sure?", views(view, "[]", 200)));
    assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void aStateThatIsNotKnownIsNoState() {
    ServiceFailure failure =
        failure(() -> perform("state", "", views("{'status':'NEW_WORD'}", "[]", 200)));
    assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void withoutThePluginTheRunItselfIsAsked() throws Exception {
    String waiting =
        "{'building':true,'actions':[{},{'executions':[{'id':'Abc','settled':false,'input':{'message':'GO'}}]}]}";
    Function<Request, Reply> plain =
        request -> request.uri().getPath().contains("wfapi") ? Reply.text(404, "") : json(waiting);
    assertThat(perform("state", "", plain)).isEqualTo("waiting");
    assertThat(proceed("GO", plain)).containsExactly("/job/p/1/input/Abc/proceedEmpty");
    Function<Request, Reply> ended =
        request ->
            request.uri().getPath().contains("wfapi")
                ? Reply.text(404, "")
                : json("{'building':false,'result':'FAILURE'}");
    assertThat(perform("state", "", ended)).isEqualTo("failed");
  }

  @Test
  void onceARunWasAskedForNoFailureToFollowItSaysThatNothingWasDone() throws Exception {
    Function<Request, Reply> answers =
        request -> {
          if (request.method().equals("POST")) {
            return Reply.empty(201).with("Location", "https://internal/queue/item/7/");
          }
          return request.uri().getPath().startsWith("/queue/")
              ? Reply.text(503, "restarting")
              : json("{'property':[]}");
        };
    try (Stub stub = new Stub(requireNonNull(scratch), answers);
        JenkinsClient client = new JenkinsClient(stub.connection())) {
      ServiceFailure failure =
          failure(() ->
              client.perform(
                  "start",
                  Rehearsal.arguments("pipeline", "p", "parameters", Map.of()),
                  stub.call()));
      assertThat(failure.kind()).isEqualTo(Kind.IN_DOUBT);
    }
  }

  private static Function<Request, Reply> views(String describe, String inputs, int approval) {
    return request -> {
      if (request.method().equals("POST")) {
        return Reply.text(approval, "This input has been already given");
      }
      return json(request.uri().getPath().endsWith("describe") ? describe : inputs);
    };
  }

  private static Function<Request, Reply> settledBetween(int status, String later) {
    List<String> approvals = new ArrayList<>();
    return request -> {
      if (request.method().equals("POST")) {
        approvals.add("given");
      }
      return views(approvals.isEmpty() ? PAUSED : later, ONE_INPUT, status).apply(request);
    };
  }

  private static Reply json(String text) {
    return Reply.json(200, text.replace('\'', '"'));
  }

  private List<String> proceed(String stage, Function<Request, Reply> answers)
      throws ServiceFailure, InterruptedException {
    List<String> approvals = new ArrayList<>();
    perform(
        "proceed",
        stage,
        request -> {
          if (request.method().equals("POST")) {
            approvals.add(request.uri().getPath());
          }
          return answers.apply(request);
        });
    return approvals;
  }

  private @Nullable Object perform(String action, String stage, Function<Request, Reply> answers)
      throws ServiceFailure, InterruptedException {
    Map<String, Object> run = Map.of("pipeline", "p", "number", BigDecimal.ONE);
    try (Stub stub = new Stub(requireNonNull(scratch), answers);
        JenkinsClient client = new JenkinsClient(stub.connection())) {
      return client.perform(
          action,
          Rehearsal.arguments("run", run, "stage", stage, "approvals", BigDecimal.ZERO),
          stub.call());
    }
  }

  @Test
  void aLogMovesNobodysCursor() throws Exception {
    String log = "\u001B[31mred\u001B[0m\r\n\u0007\tindented\n";
    Function<Request, Reply> answers =
        request ->
            request.method().equals("HEAD")
                ? Reply.empty(200).with("X-Text-Size", "5")
                : Reply.text(200, log);
    assertThat(perform("log-end", "", answers)).isEqualTo("red\n\tindented\n");
  }

  @Test
  void aLogThatWasRotatedMeanwhileIsToldFromItsEndAllTheSame() throws Exception {
    String log = "a line\n".repeat(3000) + "the end\n";
    Function<Request, Reply> answers =
        request ->
            request.method().equals("HEAD")
                ? Reply.empty(200).with("X-Text-Size", "900000")
                : Reply.text(200, log);
    assertThat(perform("log-end", "", answers))
        .asString()
        .startsWith("a line\n")
        .endsWith("the end\n")
        .hasSizeLessThanOrEqualTo(8000);
  }

  @Test
  void aRunThatIsNeitherQueuedAnyMoreNorListedYetIsLookedForAgain() throws Exception {
    String run =
        "{'number':4,'actions':[{'parameters':[{'name':'a','value':'b'}]},{'causes':[{'userId':'runbook'}]}]}";
    List<String> looks = new ArrayList<>();
    Function<Request, Reply> answers =
        request -> {
          if (request.uri().getPath().startsWith("/queue/")) {
            return json("{'items':[]}");
          }
          looks.add("one more");
          return json("{'builds':[%s]}".formatted(looks.size() < 3 ? "" : run));
        };
    try (Stub stub = new Stub(requireNonNull(scratch), answers);
        JenkinsClient client = new JenkinsClient(stub.connection())) {
      Object found =
          client.perform(
              "run-started-after",
              Rehearsal.arguments("pipeline", "p", "parameters", Map.of("a", "b")),
              stub.call());
      assertThat((Map<?, ?>) found).extracting("number").isEqualTo(BigDecimal.valueOf(4));
    }
    assertThat(looks).hasSize(3);
  }
}

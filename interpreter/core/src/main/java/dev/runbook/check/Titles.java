package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.EnumValue;
import dev.runbook.syntax.Parameter;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Text;
import dev.runbook.syntax.TypeField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What things are called where nothing runs yet: by the same words each time. */
final class Titles {

  private static final String TITLE = "a title";

  private final Module module;
  private final Checking checking;

  private Titles(Module module, Checking checking) {
    this.module = module;
    this.checking = checking;
  }

  static void check(Module module, Checking checking) {
    Titles titles = new Titles(module, checking);
    module.tree().declarations().forEach(titles::declaration);
  }

  private void declaration(Declaration declaration) {
    switch (declaration) {
      case Declaration.Team team -> fixed(team.title(), TITLE);
      case Declaration.Escalation escalation -> fixed(escalation.title(), TITLE);
      case Declaration.Environment environment -> fixed(environment.title(), TITLE);
      case Declaration.Service service -> {
        fixed(service.title(), TITLE);
        service.types().forEach(this::declaration);
        service.enumerations().forEach(this::declaration);
        service.actions().forEach(this::declaration);
      }
      case Declaration.Action action -> parameters(action.parameters());
      case Declaration.Component component -> {
        fixed(component.title(), TITLE);
        parameters(component.parameters());
        if (component.deploy() != null) {
          parameters(component.deploy().parameters());
        }
      }
      case Declaration.Function function -> parameters(function.parameters());
      case Declaration.Procedure procedure -> parameters(procedure.parameters());
      case Declaration.Runbook runbook -> {
        fixed(runbook.title(), TITLE);
        fixed(runbook.zone(), "`zone`");
        parameters(runbook.parameters());
      }
      case Declaration.Test test -> fixed(test.title(), TITLE);
      case Declaration.RecordType type -> {
        for (TypeField field : type.fields()) {
          fixed(field.text(), "the text of a field");
        }
      }
      case Declaration.Enumeration enumeration -> {
        for (EnumValue value : enumeration.values()) {
          fixed(value.text(), "the text of a value");
        }
      }
      case Declaration.FileProse _, Declaration.Use _, Declaration.Bad _ -> {}
    }
  }

  private void parameters(List<Parameter> parameters) {
    parameters.forEach(parameter -> fixed(parameter.text(), "the text of a parameter"));
  }

  private void fixed(@Nullable Text text, String what) {
    if (text == null) {
      return;
    }
    for (Part part : text.parts()) {
      if (part instanceof Part.Hole hole) {
        Span span = hole.value().span();
        checking.tell(
            Checking.at(
                    Code.RB2017,
                    module,
                    span,
                    "`" + Checking.excerpt(module, span) + "` is no constant, but " + what + " is")
                .label("known only when it runs")
                .note("Titles of procedures and of what stands in their blocks may have holes.")
                .fix("Write it out, or write `\\${` for the signs themselves."));
        return;
      }
    }
  }
}

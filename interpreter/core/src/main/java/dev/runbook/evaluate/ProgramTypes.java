package dev.runbook.evaluate;

import dev.runbook.check.Program;
import dev.runbook.journal.Types;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The types of a program, for the values of a record that it goes on with. */
public final class ProgramTypes implements Types {

  private final Program program;
  private final Types otherwise = Types.detached();

  public ProgramTypes(Program program) {
    this.program = program;
  }

  @Override
  public RecordType record(String service, String name, Set<String> fields) {
    return program.types(service, name).stream()
        .filter(RecordType.class::isInstance)
        .map(RecordType.class::cast)
        .filter(type -> type.fields().keySet().equals(fields))
        .findFirst()
        .orElseGet(() -> otherwise.record(service, name, fields));
  }

  @Override
  public EnumType enumeration(String service, String name, String value) {
    List<EnumType> builtIn = List.of(EnumType.WEEKDAY, EnumType.OUTCOME);
    return Stream.concat(
            program.types(service, name).stream()
                .filter(EnumType.class::isInstance)
                .map(EnumType.class::cast),
            builtIn.stream()
                .filter(type -> type.service().equals(service) && type.name().equals(name)))
        .filter(type -> type.values().contains(value))
        .findFirst()
        .orElseGet(() -> otherwise.enumeration(service, name, value));
  }
}

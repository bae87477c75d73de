package dev.runbook.journal;

import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the declared types of recorded values are found again. */
public interface Types {

  /** The record of a name that has these fields. */
  RecordType record(String service, String name, Set<String> fields);

  /** The enumeration of a name that has this value. */
  EnumType enumeration(String service, String name, String value);

  /** For whoever reads a record without its program: types that have a name and no more. */
  static Types detached() {
    Map<String, RecordType> known = new HashMap<>();
    return new Types() {
      @Override
      public synchronized RecordType record(String service, String name, Set<String> fields) {
        RecordType type =
            known.computeIfAbsent(service + "." + name, key -> new RecordType(service, name));
        fields.forEach(field -> type.field(field, Basic.UNKNOWN));
        return type;
      }

      @Override
      public synchronized EnumType enumeration(String service, String name, String value) {
        return new EnumType(service, name, List.of(value));
      }
    };
  }
}

package dev.runbook.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record. It is its declaration: two records of the same name from two files are not alike. */
public final class RecordType implements Type {

  private final String service;
  private final String name;
  private final Map<String, Type> fields = new LinkedHashMap<>();

  /**
   * @param service the service that declares it, or empty
   */
  public RecordType(String service, String name) {
    this.service = service;
    this.name = name;
  }

  /** The service that declares it, or empty. */
  public String service() {
    return service;
  }

  public String name() {
    return name;
  }

  /** The fields, in the order of the declaration. */
  public Map<String, Type> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** Records may mention each other, so their fields come after all of them are there. */
  public void field(String field, Type type) {
    fields.putIfAbsent(field, type);
  }

  @Override
  public String toString() {
    return service.isEmpty() ? name : service + "." + name;
  }
}

package dev.runbook.value;

import dev.runbook.spi.Version;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A value: immutable, and equal to another of the same content. */
public sealed interface Value {

  record Text(String text) implements Value {}

  record Number(Decimal decimal) implements Value {
    public Number(BigDecimal number) {
      this(Decimal.of(number));
    }

    public static Number of(long number) {
      return new Number(Decimal.of(number));
    }

    public BigDecimal number() {
      return decimal.value();
    }
  }

  /**
   * @param hundredths 20 for 20%
   */
  record Percent(Decimal hundredths) implements Value {
    /**
     * @param fraction 0.2 for 20%
     */
    public Percent(BigDecimal fraction) {
      this(Decimal.of(fraction.scaleByPowerOfTen(2)));
    }

    /** 0.2 for 20%. */
    public BigDecimal fraction() {
      return hundredths.value().scaleByPowerOfTen(-2);
    }
  }

  record Bool(boolean truth) implements Value {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);

    public static Bool of(boolean truth) {
      return truth ? TRUE : FALSE;
    }
  }

  record Duration(java.time.Duration length) implements Value {}

  /**
   * A moment, and the zone in which people are shown it. Moments are equal when they are the same
   * instant.
   */
  record Time(Instant instant, ZoneId zone) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Time time && instant.equals(time.instant);
    }

    @Override
    public int hashCode() {
      return instant.hashCode();
    }
  }

  record Date(LocalDate date) implements Value {}

  record Clock(LocalTime time) implements Value {}

  /** Versions are equal by number, so that v3.8 is v3.08. */
  record Ver(Version version) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Ver(Version theirs) && version.sameAs(theirs);
    }

    @Override
    public int hashCode() {
      return version.numbers().getFirst().hashCode();
    }
  }

  record Url(String url) implements Value {}

  record EnumValue(EnumType type, String name) implements Value {}

  record ListValue(List<Value> elements) implements Value {
    public ListValue {
      elements = List.copyOf(elements);
    }
  }

  record MapValue(SequencedMap<Value, Value> entries) implements Value {
    public MapValue {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }
  }

  record Record(RecordType type, Map<String, Value> fields) implements Value {
    public Record {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * What JSON has, below a value of type {@code data}: maps, lists, texts, numbers, truths and
   * none.
   */
  record Data(Value content) implements Value {}

  record None() implements Value {}

  None NONE = new None();

  /** A secret, as a reference: the name under which whoever needs it can find it. */
  record SecretRef(String name) implements Value {}

  /**
   * What a dry run cannot know.
   *
   * @param label in the reader's words, as in {@code tag of admin}
   * @param known the fields of it that it has as a rule: where somebody looks beforehand
   */
  record Unknown(Type type, String label, Map<String, Value> known) implements Value {

    public Unknown {
      known = Map.copyOf(known);
    }

    public Unknown(Type type, String label) {
      this(type, label, Map.of());
    }

    /** No label of an expression begins so. */
    private static final String PARTLY = "\u201C";

    /** Of which parts are known: it is shown as those, with the others as what they are. */
    public static Unknown partly(Type type, String shown) {
      return new Unknown(type, PARTLY + shown);
    }

    /** The same by another name. */
    public Unknown called(Type type, String label) {
      return new Unknown(type, label, known);
    }

    public boolean isPartlyKnown() {
      return label.startsWith(PARTLY);
    }

    /** How people see it. */
    public String shown() {
      return isPartlyKnown() ? label.substring(1) : "<" + label + ": " + type + ">";
    }
  }

  /** What a read that failed leaves: no value, and no none either. */
  record Inconclusive(String reason) implements Value {}
}

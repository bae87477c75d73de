package dev.runbook.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.type.RecordType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What branches share and what is recorded stays as it was made, in the order it was made in. */
class ImmutableTest {

  private static final Value ONE = Value.Number.of(1);
  private static final Value TWO = Value.Number.of(2);

  static Stream<Function<Map<String, Value>, Map<?, Value>>> holders() {
    return Stream.of(
        map -> new Value.MapValue(keyed(map)).entries(),
        map -> new Value.Record(new RecordType("", "Host"), map).fields(),
        map -> new Call("lamp", "set", map, "Set it.").arguments(),
        map -> new Event.Began("r", "R", "", map, Origin.UNSAID, Instant.EPOCH).parameters(),
        map ->
            new Event.Intent("p", new Call("lamp", "set", map, ""), map, 1, Instant.EPOCH)
                .before());
  }

  private static SequencedMap<Value, Value> keyed(Map<String, Value> map) {
    SequencedMap<Value, Value> keyed = new LinkedHashMap<>();
    map.forEach((key, value) -> keyed.put(new Value.Text(key), value));
    return keyed;
  }

  @ParameterizedTest
  @MethodSource("holders")
  void aMapInAValueOrEventChangesNoMore(Function<Map<String, Value>, Map<?, Value>> holder) {
    Map<String, Value> given = new LinkedHashMap<>();
    given.put("b", ONE);
    given.put("a", TWO);
    Map<?, Value> held = holder.apply(given);
    given.clear();
    assertThat(held.values()).containsExactly(ONE, TWO);
    assertThatThrownBy(held::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> held.entrySet().iterator().next().setValue(TWO))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}

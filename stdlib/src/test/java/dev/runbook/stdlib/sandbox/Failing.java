package dev.runbook.stdlib.sandbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runbook.spi.ServiceFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** For calls that must fail. */
public final class Failing {

  private Failing() {}

  public static ServiceFailure failure(ThrowingCallable call) {
    return requireNonNull(catchThrowableOfType(ServiceFailure.class, call), "nothing failed");
  }
}

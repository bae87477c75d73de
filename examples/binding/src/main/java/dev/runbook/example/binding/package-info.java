/**
 * A service binding of one's own: the status page of an imaginary company.
 *
 * <p>It answers in lines such as {@code id=7}, so that this example needs nothing but the JDK.
 */
@NullMarked
package dev.runbook.example.binding;

import org.jspecify.annotations.NullMarked;

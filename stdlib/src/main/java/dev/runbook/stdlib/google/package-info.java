/** What Google's services share: as whom we speak to them, and how they say no. */
@NullMarked
package dev.runbook.stdlib.google;

import org.jspecify.annotations.NullMarked;

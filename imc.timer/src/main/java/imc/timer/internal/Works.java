package imc.timer.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;

/**
 * What all timers go by.
 *
 * @param nanoTime as {@link System#nanoTime()}
 * @param clock    tells when a moment has come; does nothing more when it has ended
 * @param crew     runs tasks
 * @param random   from 0 to what it is given, that left out
 * @param log      for the operator
 */
record Works(LongSupplier nanoTime, ScheduledExecutorService clock, Executor crew, LongUnaryOperator random,
        Logger log) {
}

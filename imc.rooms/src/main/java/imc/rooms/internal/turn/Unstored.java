package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.log.EventLog;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.store.Commits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of changes that could not be stored. */
final class Unstored {

    private static final Logger LOG = LoggerFactory.getLogger(RoomEngine.class);

    /** While a store fails, anybody brings about as many of these as he sends commands. */
    private final EventLog log = new EventLog(LOG::isErrorEnabled, LOG::error, System::nanoTime);
    private final Failures failures;

    Unstored(Failures failures) {
        this.failures = failures;
    }

    /** What is answered to whoever wanted the change. */
    Answer refusal(SipAddress room, Throwable failure) {
        log.write(() -> room + " is not changed, its change could not be stored: " + failure.getMessage());
        failures.report("a change could not be stored", failure);
        return failure instanceof Commits.GivenUp ? Away.SILENT_STORE : Answer.of(ReturnCode.STORE_FAILED);
    }
}

package imc.mi.fifo.internal;

import java.util.Locale;

/** What became of a request, as it is counted. */
enum Outcome {
    /** The reply was read, refusal or not. */
    ANSWERED,
    /** It was run, and no reply was asked for. */
    SILENT,
    /** Its reply could not be written: there is no such FIFO, or nobody reads. */
    UNDELIVERED,
    /** It could not be read, or was too long. */
    UNREADABLE,
    /** Its end did not come. */
    UNFINISHED,
    /** It waited for too long behind others. */
    LATE;

    /** As a label. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

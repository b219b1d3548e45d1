package imc.mi.fifo.internal;

import java.util.List;

/** What was read from the pipe, whole. */
sealed interface Request {

    /**
     * Kamailio 4's lines.
     *
     * @param reply the name of the FIFO for the reply; empty if none is wanted
     */
    record Lines(String command, String reply, List<Argument> arguments) implements Request {
    }

    /** Kamailio 4's lines that cannot be read to their end, or have none. */
    record BrokenLines(String command, String reply) implements Request {
    }

    /** Kamailio 5's JSON-RPC, which names the FIFO for its reply itself. */
    record Json(String text) implements Request {
    }

    /**
     * OpenSIPS' JSON-RPC.
     *
     * @param reply the name of the FIFO for the reply; empty if none is wanted
     */
    record JsonLine(String reply, String text) implements Request {
    }

    /**
     * Nothing that could be answered.
     *
     * @param outcome how it is counted
     * @param why     for the log
     */
    record Lost(Outcome outcome, String why) implements Request {
    }

    /**
     * One argument of Kamailio 4's.
     *
     * @param name  empty if it has none
     * @param value may be empty
     */
    record Argument(String name, String value) {
    }
}

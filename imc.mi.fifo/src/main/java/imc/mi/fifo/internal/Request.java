package imc.mi.fifo.internal;

import java.util.List;

/** What was read from the pipe, whole. */
sealed interface Request {

    /** What it is, for the log: its parameters stay out of that, for one of them may be a password. */
    String what();

    /**
     * Kamailio 4's lines.
     *
     * @param reply the name of the FIFO for the reply; empty if none is wanted
     */
    record Lines(String command, String reply, List<Argument> arguments) implements Request {

        @Override
        public String what() {
            return command;
        }
    }

    /** Kamailio 4's lines that cannot be read to their end, or have none. */
    record BrokenLines(String command, String reply) implements Request {

        @Override
        public String what() {
            return command;
        }
    }

    /** Kamailio 5's JSON-RPC, which names the FIFO for its reply itself. */
    record Json(String text) implements Request {

        @Override
        public String what() {
            return "JSON-RPC";
        }
    }

    /**
     * OpenSIPS' JSON-RPC.
     *
     * @param reply the name of the FIFO for the reply; empty if none is wanted
     */
    record JsonLine(String reply, String text) implements Request {

        @Override
        public String what() {
            return "JSON-RPC on one line";
        }
    }

    /**
     * Nothing that could be answered.
     *
     * @param outcome how it is counted
     * @param why     for the log
     */
    record Lost(Outcome outcome, String why) implements Request {

        @Override
        public String what() {
            return "unknown";
        }
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

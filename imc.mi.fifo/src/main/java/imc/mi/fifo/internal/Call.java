package imc.mi.fifo.internal;

import java.io.IOException;
import java.io.OutputStream;

/** A request that has been understood, or refused. */
interface Call {

    /** The name of the FIFO for its reply; empty if none is wanted. */
    String reply();

    /** Runs the command, if there is one to run. It throws nothing because of what the command does. */
    Answer run();

    /** What came of it. */
    interface Answer {

        /** Writes it; long lists are made while they are written. */
        void writeTo(OutputStream out) throws IOException;
    }
}

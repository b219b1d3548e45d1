package imc.mi.fifo.internal;

/** Who is told where the pipe is, or why it is not there. May be called by any thread. */
interface Told {

    /** What is good to know. */
    void listening(String sentence);

    /** What is wrong. */
    void warning(String sentence);

    /** There is nothing to tell any more. */
    void nothing();
}

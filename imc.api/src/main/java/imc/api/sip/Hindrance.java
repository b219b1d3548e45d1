package imc.api.sip;

/** What speaks against taking in a message that would lead to copies for many. */
public enum Hindrance {
    /** Nothing: there is room for more. */
    NONE,
    /** SIP goes down, be it to come back. */
    CLOSING,
    /** More is on its way than can be done in time, or than memory may be used for. */
    OVERLOADED,
    /** Nobody can say now where receivers are, and somebody will: the location service is missing. */
    UNLOCATED,
    /** The outbound proxy takes less than it gets. */
    CONGESTED,
    /** A receiver of what is sent in that name cannot follow. */
    SLOW_RECEIVER,
    /** What is sent in that name takes up all the memory that it may. */
    FULL
}

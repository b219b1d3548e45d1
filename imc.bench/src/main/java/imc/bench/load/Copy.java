package imc.bench.load;

/** What a message that reached a member turned out to be. */
public enum Copy {
    /** The first copy of a message for this member. */
    FIRST,
    /** The same transaction's request once more: the server sent it again because no answer reached it. */
    RETRANSMISSION,
    /** A second transaction with the same message: the member sees it twice. */
    DUPLICATE,
    /** The sender's own message. */
    OWN,
    /** For a user who is not a member of the message's room. */
    STRANGER,
    /** Of a message so old that the account of it is closed. */
    LATE
}

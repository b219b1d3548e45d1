package imc.sip.internal.figures;

/** What is counted, each with the name of its statistic and what that says of it. */
public enum Counted {
    MESSAGES("sip_messages_received", "MESSAGE requests received, retransmissions not counted"),
    FAILED_FOR_ALL("sip_deliveries_failed_for_all",
            "Copies not delivered because of what all receivers share: outbound proxy, network, name servers"),
    OUTAGES("sip_proxy_outages", "How often the outbound proxy has begun to fail"),
    GIVEN_UP("sip_copies_given_up", "Copies that were not sent because their contact takes too long"),
    WITHHELD("sip_datagrams_withheld",
            "Datagrams that were not sent, because nobody has ever answered from where they go"),
    UNREADABLE("sip_parse_errors", "Messages received that could not be read, answered 400 or dropped"),
    DROPPED("sip_datagrams_dropped",
            "Datagrams dropped without an answer, because their source sends too much (imc.flood)"),
    HELD_BACK("sip_connections_held_back",
            "How often nothing was read from a connection for a moment, because its source sends too much (imc.flood)"),
    COPIED("sip_requests_copied",
            "Copies of requests from another address than the request itself, which are not answered"),
    ANSWERED_FROM_ELSEWHERE("sip_answers_from_elsewhere",
            "Answers to our requests from another address, or by another transport, than these went to"),
    FORGOTTEN("sip_transactions_forgotten", "Server transactions forgotten before their 32 s were over, for want of"
            + " memory: a retransmission counts as a new request"),
    UNEXPECTED("sip_unexpected_failures",
            "Failures that should never happen; each kind is logged when it comes first");

    private final String statistic;
    private final String help;

    Counted(String statistic, String help) {
        this.statistic = statistic;
        this.help = help;
    }

    String statistic() {
        return statistic;
    }

    String help() {
        return help;
    }
}

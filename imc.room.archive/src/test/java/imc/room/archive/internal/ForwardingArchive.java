package imc.room.archive.internal;

import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An archive that answers everything alike. */
@SuppressWarnings("unchecked")
class ForwardingArchive implements MessageArchive {

    private final Supplier<CompletionStage<?>> answer;

    ForwardingArchive(Supplier<CompletionStage<?>> answer) {
        this.answer = answer;
    }

    private <T> CompletionStage<T> answer() {
        return (CompletionStage<T>) answer.get();
    }

    @Override
    public CompletionStage<Void> append(ArchivedMessage message) {
        return answer();
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> last(SipAddress room, Optional<Instant> since, int count) {
        return answer();
    }

    @Override
    public CompletionStage<List<Archived>> after(SipAddress room, long after, int count) {
        return answer();
    }

    @Override
    public CompletionStage<Integer> trim(Optional<SipAddress> room, Instant before, int keep) {
        return answer();
    }

    @Override
    public CompletionStage<Integer> delete(SipAddress room) {
        return answer();
    }

    @Override
    public CompletionStage<Integer> deleteUser(SipAddress user, Optional<SipAddress> room) {
        return answer();
    }

    @Override
    public CompletionStage<Integer> count(SipAddress room) {
        return answer();
    }
}

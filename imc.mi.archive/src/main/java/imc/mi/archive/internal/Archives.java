package imc.mi.archive.internal;

import imc.api.SipAddress;
import imc.api.archive.MessageArchive;
import imc.api.mi.MiException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The archive that is there, for operators, who wait for it. */
@Component(service = Archives.class)
public final class Archives {

    /** For a deletion of a hundred thousand messages, too. */
    private static final int SECONDS = 60;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable MessageArchive archive;

    @Activate
    public Archives() {
        // archives come and go
    }

    Archives(MessageArchive archive) {
        this.archive = archive;
    }

    /** Asks the archive, and waits for its answer. */
    <T> T ask(Function<MessageArchive, CompletionStage<T>> question) throws MiException {
        MessageArchive asked = archive;
        if (asked == null) {
            throw MiException.failed("No archive is there: it comes with the store");
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        question.apply(asked).whenComplete((found, failure) -> {
            if (failure == null) {
                answer.complete(found);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MiException.failed("interrupted");
        } catch (ExecutionException e) {
            throw MiException.failed("The archive failed: " + (e.getCause() == null ? e : e.getCause()).getMessage());
        } catch (TimeoutException e) {
            throw MiException.failed("The archive has not answered within " + SECONDS + " s");
        }
    }

    /** A parameter that is an address. */
    static SipAddress address(Map<String, Object> parameters, String name) throws MiException {
        String text = String.valueOf(parameters.get(name)).strip();
        try {
            return SipAddress.parse(text.indexOf(':') < 0 ? "sip:" + text : text);
        } catch (IllegalArgumentException e) {
            throw MiException.badRequest("the parameter '" + name + "' is '" + text + "', which is no address: "
                    + e.getMessage() + "; sip:user@host or user@host is allowed");
        }
    }
}

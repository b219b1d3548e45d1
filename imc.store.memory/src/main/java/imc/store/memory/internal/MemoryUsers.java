package imc.store.memory.internal;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.auth.UserStore;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps users for as long as it is active, and no longer: also while nobody uses it, as when who does is updated. */
@Component(service = UserStore.class, property = "service.ranking:Integer=-100", immediate = true)
public final class MemoryUsers implements UserStore {

    private final AtOnce calls = new AtOnce();
    private final NavigableMap<SipAddress, Credentials> users = new TreeMap<>(
            Comparator.comparing(SipAddress::host).thenComparing(SipAddress::user).thenComparing(SipAddress::scheme));

    @Override
    public CompletionStage<Optional<Credentials>> find(SipAddress user) {
        return calls.now(() -> Optional.ofNullable(users.get(user)));
    }

    @Override
    public CompletionStage<Boolean> add(Credentials credentials) {
        return calls.now(() -> users.putIfAbsent(credentials.user(), credentials) == null);
    }

    @Override
    public CompletionStage<Boolean> replace(Credentials credentials) {
        return calls.now(() -> users.replace(credentials.user(), credentials) != null);
    }

    @Override
    public CompletionStage<Boolean> remove(SipAddress user) {
        return calls.now(() -> users.remove(user) != null);
    }

    @Override
    public CompletionStage<List<SipAddress>> list(int from, int count) {
        return calls.now(() -> users.keySet().stream().skip(from).limit(count).toList());
    }

    /** Forgets all users. */
    @Deactivate
    public void close() {
        calls.close(users::clear);
    }
}

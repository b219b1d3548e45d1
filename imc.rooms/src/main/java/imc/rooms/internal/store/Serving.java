package imc.rooms.internal.store;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;

/**
 * Active while a store serves. It does nothing: whoever asks Declarative Services whether all is well learns from it
 * that the rooms are not there yet, and why.
 */
@Component(name = "imc.rooms.served", service = Serving.class, immediate = true,
        property = "imc.waits=no store is there that takes the rooms' changes")
public final class Serving {

    @Activate
    public Serving(@Reference(target = "(" + Condition.CONDITION_ID + "=" + StoreNews.SERVED + ")") Condition served) {
        // Being told is enough.
    }
}

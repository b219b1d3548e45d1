package imc.mi.gogo.internal;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** A list in a result. Public, for Gogo calls its methods by reflection. Immutable. */
public final class ResultList extends AbstractList<Object> {

    private final List<Object> elements = new ArrayList<>();

    ResultList(List<?> tree) {
        tree.forEach(element -> elements.add(Result.of(element)));
    }

    @Override
    public Object get(int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}

package com.wattwell.portal;

import com.wattwell.platform.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;

/** Rows of a table that come from the database page by page. */
public class LazyRows<T> extends LazyDataModel<T> {

    private static final long serialVersionUID = 1;

    /** Asks for one page. */
    @FunctionalInterface
    public interface Source<T> {
        /** @param sort the column's {@code field}, or {@code null} for the usual order */
        Page<T> page(String sort, boolean descending, Page.Request request);
    }

    private final transient Source<T> source;
    private final transient Function<T, Object> key;

    public LazyRows(Function<T, Object> key, Source<T> source) {
        this.key = key;
        this.source = source;
    }

    /** The count comes with the rows. */
    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        return 0;
    }

    @Override
    public List<T> load(int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        SortMeta sort = sortBy.values().stream().filter(SortMeta::isActive).findFirst().orElse(null);
        Page<T> page = page(sort, first, pageSize);
        int total = (int) Math.min(Integer.MAX_VALUE, page.total());
        setRowCount(total);
        int within = recalculateFirst(first, pageSize, total);
        return within == first ? page.items() : page(sort, within, pageSize).items();
    }

    private Page<T> page(SortMeta sort, int first, int pageSize) {
        int size = Math.clamp(pageSize, 1, Page.MAX_SIZE);
        return source.page(sort == null ? null : sort.getField(), sort != null && sort.getOrder() == SortOrder.DESCENDING,
                new Page.Request(first / size + 1, size));
    }

    @Override
    public String getRowKey(T row) {
        return String.valueOf(key.apply(row));
    }

    @Override
    public T getRowData(String rowKey) {
        return getWrappedData().stream().filter(row -> getRowKey(row).equals(rowKey)).findFirst().orElse(null);
    }
}

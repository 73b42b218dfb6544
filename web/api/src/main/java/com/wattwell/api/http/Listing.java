package com.wattwell.api.http;

import com.wattwell.platform.Page;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list as it goes out.
 *
 * @param total how many there are in all
 */
public record Listing<T>(List<T> items, int page, int size, long total) {

    public static <R, T> Listing<T> of(Page<R> page, Function<R, T> item) {
        return new Listing<>(page.items().stream().map(item).toList(), page.page(), page.size(), page.total());
    }
}

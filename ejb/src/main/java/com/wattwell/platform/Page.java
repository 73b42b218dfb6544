package com.wattwell.platform;

import java.util.List;

/**
 * One page of a list.
 *
 * @param page  from 1
 * @param size  rows asked for, 1 to {@link #MAX_SIZE}
 * @param total rows there are in all
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public static final int MAX_SIZE = 500;

    /** A page that is asked for. */
    public record Request(int page, int size) {
        public Request {
            if (page < 1 || page > 1_000_000) {
                throw RefusedException.invalid("page", "refused.page", "page must be from 1 to 1000000, not " + page + ".", page);
            }
            if (size < 1 || size > MAX_SIZE) {
                throw RefusedException.invalid("size", "refused.size", "size must be from 1 to " + MAX_SIZE + ", not " + size + ".", size);
            }
        }

        public int offset() {
            return (page - 1) * size;
        }

        /** This page of a list that is short enough to be all there. */
        public <T> Page<T> of(List<T> all) {
            int from = (int) Math.min((page - 1L) * size, all.size());
            return new Page<>(all.subList(from, Math.min(from + size, all.size())), page, size, all.size());
        }
    }
}

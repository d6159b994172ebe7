"""What speaks for each checklist item: one recogniser and its page for each, beside the checks that find faults."""

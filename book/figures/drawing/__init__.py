"""Joint positions → line figures of one system: `shapes` draws, `body` poses, `scenes` are the pictures."""
